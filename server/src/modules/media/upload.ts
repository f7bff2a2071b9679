import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { UploadedFile } from '../../kernel/http.ts'
import type { Media, Owner } from './context.ts'
import type { MediaItem, Picture } from './contract.ts'
import { itemOf, keepPicture, type PictureRow, pictureByHash } from './queries/pictures.ts'
import { hashOf, render } from './render.ts'

/**
 * Keeps one uploaded picture for its owner. The same content again gives the same item and is not rendered again, whoever brought it.
 * Throws `file_missing`, `image_kind_refused`, `image_unreadable`, `image_too_many_pixels`.
 */
export async function upload(media: Media, owner: Owner, file: UploadedFile | undefined): Promise<z.output<typeof MediaItem>> {
  if (!file || file.bytes.length === 0) throw new AppError('invalid', 'file_missing')
  const picture = await pictureByHash(media.db, hashOf(file.bytes))
  const { hash, ...made } = picture ?? (await renderAndStore(media, file.bytes))
  const row: PictureRow = {
    ...made,
    hash,
    ...owner,
    id: media.newId(),
    name: nameOf(file.name),
    bytes: file.bytes.length,
    createdAt: media.now(),
  }
  return itemOf(await keepPicture(media.db, row))
}

async function renderAndStore(media: Media, bytes: Buffer): Promise<Picture & { hash: string }> {
  const { hash, width, height, colour, files } = await render(bytes)
  // Nothing in the key is guessable from outside the content, and nothing of it comes from the file's name.
  const key = `pictures/${hash.slice(0, 2)}/${hash.slice(2, 34)}`
  for (const file of files) await media.files.put(`${key}-${file.width}.webp`, file.bytes, 'image/webp')
  return { hash, url: media.files.url(key), width, height, colour }
}

function nameOf(name: string): string {
  const clean = name
    .replaceAll(/\p{Cc}/gu, '')
    .trim()
    .slice(0, 100)
  return clean === '' ? 'picture' : clean
}
