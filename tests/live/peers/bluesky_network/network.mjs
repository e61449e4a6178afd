// Starts a whole Bluesky network on this machine: directory, personal data server, app view, labels.
// Prints one line of JSON when it is ready; ends when its standard input does.
import process from 'node:process'
import { TestNetwork } from '@atproto/dev-env'

const [plc, pds, bsky, ozone] = process.argv.slice(2).map(Number)
console.log = console.error // the libraries talk; only our own line may stand on standard output

const network = await TestNetwork.create({
  dbPostgresUrl: process.env.DB_POSTGRES_URL,
  dbPostgresSchema: 'goodname', // letters and underscores only
  plc: { port: plc },
  // The limits of the real service: 30 sign-ins in five minutes and 300 a day for an account.
  pds: { port: pds, hostname: 'localhost', rateLimitsEnabled: true },
  bsky: { port: bsky, publicUrl: `http://localhost:${bsky}` },
  ozone: { port: ozone },
})
process.stdout.write(JSON.stringify({ pds: network.pds.url, appview: network.bsky.url }) + '\n')
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
