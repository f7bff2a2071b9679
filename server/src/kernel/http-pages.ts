import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { type Assets, openAssets } from './assets.ts'
import { mountRemoteMedia, type RemoteMedia } from './http-media.ts'
import type { AnyDb } from './db.ts'

export interface PagesOptions {
  db: AnyDb
  /** Built storefront and console. */
  storefrontDir: string
  consoleDir: string
  mediaDir: string
  /** Uploaded files that are not on the disk of this server. */
  remote?: RemoteMedia | undefined
  /** Holds `<face>/openapi.json`. */
  clientsDir: string
}

/** Everything below `/` that is not an operation: the two front ends, uploaded files, the API's documents, and a sign of life. */
export async function mountPages(app: FastifyInstance, options: PagesOptions): Promise<void> {
  app.get('/api/health', async () => {
    await sql`select 1`.execute(options.db)
    return { ok: true }
  })
  app.get('/api', async () => ({ docs: '/api/docs', openapi: faces(options).map((face) => `/api/openapi/${face}.json`) }))
  for (const face of faces(options))
    mountDocument(app, `/api/openapi/${face}.json`, readFileSync(join(options.clientsDir, face, 'openapi.json')))
  mountDocs(app, faces(options))
  if (options.remote) mountRemoteMedia(app, options.remote)
  else
    await app.register(fastifyStatic, {
      root: options.mediaDir,
      prefix: '/media/',
      decorateReply: false,
      index: false,
      // A key is written once: a changed picture is another file.
      maxAge: '30d',
      immutable: true,
      setHeaders: (response) => {
        // What people uploaded is to be looked at and never to run.
        response.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
      },
    })
  mountFront(app, '/admin', openAssets(options.consoleDir))
  mountFront(app, '', openAssets(options.storefrontDir))
}

const faces = ({ clientsDir }: PagesOptions): string[] =>
  ['shop', 'admin', 'open'].filter((face) => existsSync(join(clientsDir, face, 'openapi.json')))

function mountDocument(app: FastifyInstance, path: string, bytes: Buffer): void {
  app.get(path, (_request, reply) =>
    reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-cache').send(bytes),
  )
}

/** A single-page application: its files, and its page for every path that looks like one of its own. */
function mountFront(app: FastifyInstance, base: string, assets: Assets): void {
  const answer = async (request: FastifyRequest<{ Params: { '*'?: string } }>, reply: FastifyReply): Promise<FastifyReply | void> => {
    // From the router and not from the address: `//host/x` is a path here, and no path needs decoding twice.
    const path = request.params['*'] ?? ''
    const accepts = String(request.headers['accept-encoding'] ?? '')
    // Below the root the API and the pictures are neighbours; the console has a page of its own called `media`.
    const elsewhere = base === '' && /^(api|media)(\/|$)/.test(path)
    const isPage = !/\.\w{1,8}$/.test(path) && !elsewhere
    const asset =
      (path === '' ? undefined : await assets.get(path, accepts)) ?? (isPage ? await assets.get('index.html', accepts) : undefined)
    if (!asset) return reply.callNotFound()
    reply.headers({ 'content-type': asset.type, 'cache-control': asset.cacheControl, etag: asset.etag, vary: 'accept-encoding' })
    if (request.headers['if-none-match'] === asset.etag) return reply.code(304).send()
    if (asset.encoding) reply.header('content-encoding', asset.encoding)
    return reply.send(asset.bytes)
  }
  app.get(base === '' ? '/' : base, answer)
  app.get(`${base}/*`, answer)
}

const titles: Record<string, string> = { shop: 'Storefront', admin: 'Console', open: 'Open platform' }

/** The API's documentation, drawn by a bundle that we serve ourselves: nothing is fetched from elsewhere. */
function mountDocs(app: FastifyInstance, all: readonly string[]): void {
  const bundle = openAssets(join(dirname(fileURLToPath(import.meta.resolve('@scalar/api-reference'))), 'browser'))
  const configuration = {
    sources: all.map((face) => ({ title: titles[face] ?? face, slug: face, url: `/api/openapi/${face}.json` })),
    withDefaultFonts: false,
    hideClientButton: true,
    telemetry: false,
    showDeveloperTools: 'never',
    agent: { disabled: true },
    mcp: { disabled: true },
  }
  const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Puzi API</title><link rel="icon" href="data:,"></head>
<body><script id="api-reference" data-configuration="${JSON.stringify(configuration).replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></script>
<script src="/api/docs/standalone.js"></script></body>
</html>
`
  app.get('/api/docs', (_request, reply) =>
    reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-cache').send(page),
  )
  app.get('/api/docs/standalone.js', async (request, reply) => {
    const asset = await bundle.get('standalone.js', String(request.headers['accept-encoding'] ?? ''))
    if (!asset) return reply.callNotFound()
    reply.headers({ 'content-type': asset.type, 'cache-control': 'public, max-age=86400', etag: asset.etag, vary: 'accept-encoding' })
    if (request.headers['if-none-match'] === asset.etag) return reply.code(304).send()
    if (asset.encoding) reply.header('content-encoding', asset.encoding)
    return reply.send(asset.bytes)
  })
}
