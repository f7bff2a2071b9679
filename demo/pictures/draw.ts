import { existsSync } from 'node:fs'
import { copyFile, link, mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import type { Canvas } from './canvas.ts'
import type { Drawing } from './plan.ts'
import { scenes } from './scenes.ts'
import type { Load } from './sprites.ts'

const widths = [240, 480, 960] as const

export interface Places {
  /** Where drawings are kept between starts. */
  kept: string
  /** Where the server serves pictures from. */
  media: string
}

/** Whether the picture is where the server serves it from. */
export const isPlaced = (key: string, { media }: Places): boolean => existsSync(join(media, `${key}-960.webp`))

/** Draws one picture, unless that was done earlier, and puts its files in place. */
export async function place(drawing: Drawing, { kept, media, load }: Places & { load: Load }): Promise<void> {
  const [from, to] = [join(kept, drawing.key), join(media, drawing.key)]
  if (!existsSync(`${from}-960.webp`)) await draw(drawing, from, load)
  await mkdir(dirname(to), { recursive: true })
  // The widest comes last, so that whoever sees it sees all.
  for (const width of widths) await linkOrCopy(`${from}-${width}.webp`, `${to}-${width}.webp`)
}

async function draw(drawing: Drawing, path: string, load: Load): Promise<void> {
  const [hero, ...friends] = await Promise.all([load(drawing.hero, drawing.tint), ...drawing.friends.map((name) => load(name))])
  const made = scenes[drawing.scene](drawing.size, { hero, friends, colours: drawing.colours, seed: drawing.seed })
  await mkdir(dirname(path), { recursive: true })
  const files = new Map<number, Buffer>()
  for (const width of widths) {
    // Never wider than it is drawn: the wide names of a small picture hold the same file.
    const real = Math.min(width, made.width)
    const file = files.get(real) ?? (await encode(made, real))
    files.set(real, file)
    // Whole or not at all, also when the process is killed.
    await writeFile(`${path}-${width}.part`, file)
    await rename(`${path}-${width}.part`, `${path}-${width}.webp`)
  }
}

/** Effort 1: twice as fast as the default for a tenth more bytes. Below a quality of 90 the soft grounds fall into blocks. */
async function encode({ width, height, data }: Canvas, wide: number): Promise<Buffer> {
  const raw = sharp(data, { raw: { width, height, channels: 3 } })
  return (wide < width ? raw.resize(wide, null, { kernel: 'cubic' }) : raw).webp({ quality: wide > 240 ? 92 : 84, effort: 1 }).toBuffer()
}

/** A link where the disk can, else a copy; what is there already stays. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    if (error.code !== 'EEXIST') await copyFile(from, to)
  }
}
