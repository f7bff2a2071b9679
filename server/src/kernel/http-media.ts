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
    return reply
      .header('cache-control', 'public, max-age=2592000, immutable')
      .type(types[key.slice(key.lastIndexOf('.') + 1)] ?? 'application/octet-stream')
      .send(await files.get(key))
  })
}
