"""How each site of the town is dressed: one shared sheet and a few lines of its own each."""

from __future__ import annotations

_SHARED = """
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.6 var(--face)}
.wrap{max-width:46rem;margin:0 auto;padding:0 1.25rem}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:1rem;background:#fff;color:#111;padding:.5rem .75rem;z-index:1}
.top{background:var(--band);color:var(--band-ink)}
.top .wrap{padding-top:1.1rem;padding-bottom:1.1rem}
.top p{margin:0}
.top a{color:inherit}
.name{font-size:1.5rem;font-weight:700;line-height:1.25}
.name a{text-decoration:none}
.top nav{margin-top:.5rem}
.top nav a{display:inline-block;margin-right:1.1rem;padding:.15rem 0}
main{padding:1.5rem 0 2.5rem}
h1,h2,h3{line-height:1.25;overflow-wrap:anywhere}
h1{font-size:1.75rem;margin:.25rem 0 .75rem}
h2,h3{font-size:1.25rem;margin:0 0 .25rem}
section h2{margin:1.5rem 0 .75rem}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.top :focus-visible{outline-color:currentColor}
article{background:var(--card);border:1px solid var(--line);border-radius:var(--round);
 padding:1rem 1.15rem;margin:0 0 1rem}
article p{margin:.6rem 0;overflow-wrap:anywhere}
.by,.quiet{color:var(--soft);font-size:.9375rem}
ul.plain{list-style:none;margin:0;padding:0}
ul.plain li{border-bottom:1px solid var(--line);padding:.75rem 0}
.stars span{color:var(--link);letter-spacing:.1em}
label{display:block;font-weight:600;margin:.75rem 0 .25rem}
input{font:inherit;width:100%;max-width:22rem;padding:.5rem;border:1px solid #6b6b6b;
 border-radius:.25rem;background:#fff;color:#111}
button{font:inherit;min-height:2.75rem;padding:.4rem 1rem;border:2px solid var(--link);
 border-radius:.4rem;background:#fff;color:var(--link);cursor:pointer}
button.main{background:var(--link);color:#fff}
.row{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:.75rem}
.told{border-left:.4rem solid var(--link);background:var(--card);padding:.75rem 1rem;
 margin:0 0 1.25rem}
footer{border-top:1px solid var(--line);color:var(--soft);font-size:.9375rem}
footer .wrap{padding-top:1rem;padding-bottom:2rem}
"""

_SANS = "system-ui,-apple-system,'Segoe UI',Roboto,sans-serif"
_SERIF = "Georgia,'Times New Roman',serif"


def _dress(face: str, round_: str, **colours: str) -> str:
    names = "".join(f"--{key.replace('_', '-')}:{value};" for key, value in colours.items())
    return f":root{{--face:{face};--round:{round_};{names}}}"


_DRESSES = {
    "town": _dress(
        _SANS,
        ".4rem",
        ground="#fafaf7",
        ink="#222222",
        band="#34423a",
        band_ink="#ffffff",
        card="#ffffff",
        line="#d6d6cf",
        link="#1f5a41",
        soft="#555555",
    ),
    "forum": _dress(
        "Verdana,Geneva,sans-serif",
        "0",
        ground="#e9eef3",
        ink="#1b2530",
        band="#26486b",
        band_ink="#ffffff",
        card="#ffffff",
        line="#b9c7d4",
        link="#1a4f86",
        soft="#4b5a69",
    )
    + "body{font-size:.9375rem}.top{border-bottom:4px solid #d98c2b}"
    "article{border-left:4px solid #26486b}",
    "gazette": _dress(
        _SERIF,
        "0",
        ground="#fffdf8",
        ink="#1c1a17",
        band="#fffdf8",
        band_ink="#1c1a17",
        card="#fffdf8",
        line="#b8b0a2",
        link="#7a1f1f",
        soft="#5c564d",
    )
    + ".top{border-bottom:4px double #1c1a17;text-align:center}.name{font-size:2.25rem}"
    "article{border-width:0 0 1px;padding:.5rem 0 1rem}",
    "valley": _dress(
        _SANS,
        "0",
        ground="#f7faf9",
        ink="#15211d",
        band="#0f5c4a",
        band_ink="#ffffff",
        card="#ffffff",
        line="#bfd2cb",
        link="#0f5c4a",
        soft="#4c5f58",
    ),
    "blog": _dress(
        _SERIF,
        ".75rem",
        ground="#f6f1e7",
        ink="#2e2a22",
        band="#e4dcc6",
        band_ink="#2e2a22",
        card="#fffcf5",
        line="#d8cdb4",
        link="#3f5f22",
        soft="#615a49",
    )
    + ".wrap{max-width:38rem}.name{font-style:italic;font-weight:400;font-size:1.9rem}",
    "reviews": _dress(
        _SANS,
        ".75rem",
        ground="#f4f1f8",
        ink="#261f33",
        band="#4b2e83",
        band_ink="#ffffff",
        card="#ffffff",
        line="#d5cbe4",
        link="#5a2d91",
        soft="#5b5268",
    ),
}


def style(site_id: str) -> str:
    """The whole style sheet of one site; the town's own pages are dressed as "town"."""
    return _SHARED.strip() + "\n" + _DRESSES[site_id]
