import type { FastifyInstance } from 'fastify'
import { type Files, isFileKey } from './files.ts'

export interface RemoteMedia {
  files: Files
  /** Browsers are sent there; without one this server passes the bytes on. */
  cdnUrl?: string | undefined
}

const types: Readonly<Record<string, string>> = { webp: 'image/webp', mp4: 'video/mp4', glb: 'model/gltf-binary' }

/** `/media/…` of files that lie in a bucket: the addresses in the database stay the same wherever the files are. */
export function mountRemoteMedia(app: FastifyInstance, { files, cdnUrl }: RemoteMedia): void {
  app.get<{ Params: { '*': string } }>('/media/*', async (request, reply) => {
    const key = request.params['*']
    if (!isFileKey(key)) return reply.code(404).send()
    reply
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
      .header('x-content-type-options', 'nosniff')
    if (cdnUrl) return reply.header('cache-control', 'public, max-age=86400').redirect(`${cdnUrl}/${key}`, 302)
    if (!(await files.exists(key))) return reply.code(404).send()
    reply
      .header('cache-control', 'public, max-age=2592000, immutable')
      .header('accept-ranges', 'bytes')
      .type(types[key.slice(key.lastIndexOf('.') + 1)] ?? 'application/octet-stream')
    const bytes = await files.get(key)
    const part = partOf(request.headers.range, bytes.length)
    if (part === undefined) return reply.send(bytes)
    if (part === 'none') return reply.code(416).header('content-range', `bytes */${bytes.length}`).send()
    return reply
      .code(206)
      .header('content-range', `bytes ${part.from}-${part.to}/${bytes.length}`)
      .send(bytes.subarray(part.from, part.to + 1))
  })
}

/** The part of a file that a player asks for; `undefined` when it asks for all, or for several at once. */
export function partOf(header: string | undefined, length: number): { from: number; to: number } | 'none' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return undefined
  const from = first === '' ? Math.max(0, length - Number(last)) : Number(first)
  const to = first === '' || last === '' ? length - 1 : Math.min(Number(last), length - 1)
  return from > to || from >= length ? 'none' : { from, to }
}
