import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export interface Asset {
  bytes: Buffer
  type: string
  encoding?: 'br' | 'gzip'
  etag: string
  cacheControl: string
}

/** The files of one finished build, by their path below its folder. */
export interface Assets {
  get: (path: string, acceptEncoding: string) => Promise<Asset | undefined>
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
}

const compressible = /^(text\/|application\/(json|manifest\+json|wasm)|image\/svg)/
/** A build tool has put a hash of the content in the name: what is under that name never changes. */
const hashed = /[.-][\w-]{8,}\.\w+$|\/(?:js|css|chunk|static|assets)\/.*[\da-f]{8}/
const [brotliAsync, gzipAsync] = [promisify(brotliCompress), promisify(gzip)]

/**
 * Reads the list of files once; what is added later is not served, and no path can lead out of the folder. Each file is read and
 * compressed when it is first asked for and then kept.
 */
export function openAssets(dir: string): Assets {
  const entries = existsSync(dir) ? readdirSync(dir, { recursive: true, withFileTypes: true }) : []
  const files = new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(dir.length + 1).replaceAll(sep, '/'), file]),
  )
  const kept = new Map<string, Promise<Asset>>()
  return {
    get: async (path, acceptEncoding) => {
      const file = files.get(path)
      if (!file) return undefined
      const encoding = compressible.test(typeOf(file)) ? (['br', 'gzip'] as const).find((one) => acceptEncoding.includes(one)) : undefined
      const key = `${encoding ?? ''}:${path}`
      const asset = kept.get(key) ?? load(file, path, encoding)
      kept.set(key, asset)
      return asset
    },
  }
}

const typeOf = (file: string): string => types[extname(file)] ?? 'application/octet-stream'

async function load(file: string, path: string, encoding: Asset['encoding']): Promise<Asset> {
  const plain = readFileSync(file)
  const params = { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length }
  const bytes = encoding === 'br' ? await brotliAsync(plain, { params }) : encoding === 'gzip' ? await gzipAsync(plain) : plain
  return {
    bytes,
    type: typeOf(file),
    ...(encoding ? { encoding } : {}),
    etag: `"${createHash('sha1').update(plain).digest('base64url')}${encoding ?? ''}"`,
    cacheControl: hashed.test(`/${path}`) && extname(file) !== '.html' ? 'public, max-age=31536000, immutable' : 'no-cache',
  }
}

/** `'sha256-…'` for each inline script of a page, for its content security policy. */
export function scriptHashesOf(htmlFile: string): string[] {
  if (!existsSync(htmlFile)) return []
  const scripts = readFileSync(htmlFile, 'utf8').matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]+?)<\/script>/g)
  return [...scripts].map(
    (match) =>
      `'sha256-${createHash('sha256')
        .update(match[1] ?? '')
        .digest('base64')}'`,
  )
}
