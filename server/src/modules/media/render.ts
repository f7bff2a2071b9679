import { createHash } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import sharp, { type Metadata } from 'sharp'
import { AppError } from '../../kernel/errors.ts'
import { PICTURE_WIDTHS } from './contract.ts'

/** What a browser shows and nothing that can carry a script: SVG is out on purpose. */
const kinds = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif'])
const pixelsAtMost = 50_000_000
const sideAtMost = 20_000

export interface Rendered {
  hash: string
  width: number
  height: number
  colour: string
  files: { width: number; bytes: Buffer }[]
}

export function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/**
 * Judges a picture by its content and makes the files that are kept: WebP, upright, without metadata (place, camera), never wider than
 * it was. An animation keeps its first frame. Throws `image_kind_refused`, `image_unreadable`, `image_too_many_pixels`.
 */
export async function render(bytes: Buffer): Promise<Rendered> {
  const type = await fileTypeFromBuffer(bytes)
  if (!type || !kinds.has(type.mime)) throw new AppError('invalid', 'image_kind_refused', { found: type?.mime ?? 'unknown' })
  const { width, height } = await sizeOf(bytes)
  if (width * height > pixelsAtMost || Math.max(width, height) > sideAtMost) {
    throw new AppError('invalid', 'image_too_many_pixels', { width, height, pixelsAtMost, sideAtMost })
  }
  return readable(async () => {
    const upright = sharp(bytes, { limitInputPixels: pixelsAtMost, failOn: 'error' }).autoOrient()
    const widest = await upright
      .resize({ width: PICTURE_WIDTHS.at(-1) ?? 960, withoutEnlargement: true })
      .toColourspace('srgb')
      .png({ compressionLevel: 0 })
      .toBuffer()
    const files = await Promise.all(
      PICTURE_WIDTHS.map(async (wide) => ({
        width: wide,
        bytes: await sharp(widest).resize({ width: wide, withoutEnlargement: true }).webp({ quality: 80 }).toBuffer(),
      })),
    )
    return { hash: hashOf(bytes), width, height, colour: await colourOf(widest), files }
  })
}

async function sizeOf(bytes: Buffer): Promise<{ width: number; height: number }> {
  const { autoOrient }: Metadata = await readable(() => sharp(bytes, { limitInputPixels: false }).metadata())
  return autoOrient
}

/** The average colour on white, as `#rrggbb`. */
async function colourOf(picture: Buffer): Promise<string> {
  const { data } = await sharp(picture)
    .flatten({ background: '#ffffff' })
    .resize(1, 1, { fit: 'fill' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return `#${data.subarray(0, 3).toString('hex')}`
}

/** The decoder's complaints are about the file, not about us. */
async function readable<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('invalid', 'image_unreadable', { reason: error instanceof Error ? error.message.slice(0, 200) : 'unknown' })
  }
}
