import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { UploadedFile } from '../../kernel/http.ts'
import type { Media } from './context.ts'
import type { MediaAsset } from './contract.ts'
import { checkGlb, looksLikeGlb } from './glb.ts'
import { looksLikeMp4, readMp4, type VideoFacts } from './mp4.ts'
import { assetView, keepAsset } from './queries/assets.ts'
import { hashOf } from './render.ts'

const modelBytes = 15 * 1024 * 1024

type Judged = { kind: 'video'; video: VideoFacts } | { kind: 'model'; video?: undefined }

/**
 * Keeps a video or a 3D model of a shop; what it is, is read from its content. The same content again gives the same item. Throws
 * `file_missing`, `asset_kind_refused` and what is wrong with it.
 */
export async function uploadAsset(media: Media, shopId: string, file: UploadedFile | undefined): Promise<z.output<typeof MediaAsset>> {
  if (!file || file.bytes.length === 0) throw new AppError('invalid', 'file_missing')
  const { kind, video } = judge(file.bytes)
  const hash = hashOf(file.bytes)
  const key = `${kind}s/${hash.slice(0, 2)}/${hash.slice(2, 34)}.${kind === 'video' ? 'mp4' : 'glb'}`
  if (!(await media.files.exists(key))) await media.files.put(key, file.bytes, kind === 'video' ? 'video/mp4' : 'model/gltf-binary')
  const row = {
    id: media.newId(),
    shopId,
    kind,
    hash,
    name:
      file.name
        .replaceAll(/\p{Cc}/gu, '')
        .trim()
        .slice(0, 100) || kind,
    url: media.files.url(key),
    bytes: file.bytes.length,
    video,
    createdAt: media.now(),
  }
  return assetView(await keepAsset(media.db, row))
}

function judge(bytes: Buffer): Judged {
  if (looksLikeMp4(bytes)) return { kind: 'video', video: readMp4(bytes) }
  if (!looksLikeGlb(bytes)) throw new AppError('invalid', 'asset_kind_refused')
  if (bytes.length > modelBytes) throw new AppError('too_large', 'model_too_large', { bytes: bytes.length, bytesAtMost: modelBytes })
  checkGlb(bytes)
  return { kind: 'model' }
}
