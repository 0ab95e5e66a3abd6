/**
 * `npm start`: builds the book if something changed, serves it on this machine, says where.
 * `npm run build` builds it and stops. `PORT` asks for a port, `ARUBEKI_BASE` for a sub-path.
 */
import path from 'node:path'
import { buildIfStale, buildSite } from './build-site.ts'
import { serveSite } from './serve-site.ts'

const onlyBuild = process.argv.includes('--build')
const base = process.env['ARUBEKI_BASE'] ?? '/'
const directory = path.resolve('dist')
const wantedPort = Number(process.env['PORT'] || 4321)

if (!Number.isInteger(wantedPort) || wantedPort < 0 || wantedPort > 65_535) {
  fail(
    `PORT=${process.env['PORT']} はポート番号ではありません。1から65535までの整数で書きます。例: PORT=8080`,
    `PORT=${process.env['PORT']} is no port number. Write a whole number from 1 to 65535, such as PORT=8080.`,
  )
}
if (!/^\/(?:[\w.-]+\/)*[\w.-]*$/.test(base)) {
  fail(
    `ARUBEKI_BASE=${base} は使えません。/ で始めます。例: ARUBEKI_BASE=/books/arubeki/`,
    `ARUBEKI_BASE=${base} cannot be used. It begins with a slash, such as ARUBEKI_BASE=/books/arubeki/.`,
  )
}

const started = performance.now()
console.log('本を組み立てています。 / Building the book.')
const built = await (onlyBuild ? buildSite : buildIfStale)({ base, directory })
if (!built.ok) {
  console.error(built.output)
  fail(
    '組み立てられませんでした。理由は上のとおりです。',
    'The build failed; the reason stands above.',
  )
}
if (built.output !== '') {
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`dist/ にできました（${seconds} 秒）。 / Built into dist/ in ${seconds} s.`)
}
if (!onlyBuild) await serve()

async function serve(): Promise<void> {
  const site = await serveSite({ directory, base, port: wantedPort })
  if (site.port !== wantedPort && wantedPort !== 0) {
    console.log(
      `ポート ${wantedPort} は使用中なので、${site.port} を使います。 / ` +
        `Port ${wantedPort} is taken, so this is on ${site.port}.`,
    )
  }
  console.log(`\n  ${site.url}\n`)
  console.log('止めるには Ctrl+C を押します。 / Press Ctrl+C to stop.')
  const stop = async () => {
    await site.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  // Whoever ends npm means this, too; npm does not always pass the signal on.
  const parent = process.ppid
  if (process.env['npm_lifecycle_event'] === 'start') {
    setInterval(() => process.ppid === parent || stop(), 1000).unref()
  }
}

function fail(japanese: string, english: string): never {
  console.error(`${japanese}\n${english}`)
  process.exit(1)
}
