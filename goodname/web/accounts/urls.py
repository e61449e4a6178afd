"""Sign-in and the second factor: only the pages that a school's account needs."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path

from goodname.web.ui.pages import page

from . import absence_views, sealing

own = page("account.own")
public = page("public")

urlpatterns = [
    path("sign-in/", public(account.login), name="account_login"),
    path("sign-out/", public(account.logout), name="account_logout"),
    path("sign-in/second-step/", public(mfa.authenticate), name="mfa_authenticate"),
    path("", own(mfa.index), name="mfa_index"),
    path("again/", own(account.reauthenticate), name="account_reauthenticate"),
    path("again/second-step/", own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("password/", own(account.password_change), name="account_change_password"),
    path("authenticator/", own(totp.activate_totp), name="mfa_activate_totp"),
    path("authenticator/off/", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("codes/", own(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("codes/new/", own(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("away/", absence_views.absences, name="absences"),
    path("away/quiet/", absence_views.quiet_hours, name="quiet_hours"),
    path("away/digest/", absence_views.choose_digest, name="choose_digest"),
    path("seal/", sealing.seal_keeper, name="seal_keeper"),
    path("away/<slug:absence_id>/end/", absence_views.end_absence, name="end_absence"),
    path("codes/file/", own(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
]
