import { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'

const broken = (reason: string): AppError => new AppError('invalid', 'model_unreadable', { reason })
const magic = 0x46546c67 // glTF
const jsonChunk = 0x4e4f534a
const verticesAtMost = 500_000
/** Their decoders would have to be fetched from somebody else's server. */
const packed = new Set(['KHR_draco_mesh_compression', 'EXT_meshopt_compression', 'KHR_texture_basisu'])

const Outside = z.array(z.object({ uri: z.string().optional() })).default([])
const Scene = z.object({
  asset: z.object({ version: z.string() }),
  buffers: Outside,
  images: Outside,
  extensionsRequired: z.array(z.string()).default([]),
  accessors: z.array(z.object({ count: z.int().min(0).default(0) })).default([]),
  meshes: z
    .array(z.object({ primitives: z.array(z.object({ attributes: z.record(z.string(), z.number()).default({}) })).default([]) }))
    .default([]),
})

export const looksLikeGlb = (bytes: Buffer): boolean => bytes.length > 20 && bytes.readUInt32LE(0) === magic

/**
 * Judges a binary glTF 2.0 by its content: whole, self-contained, unpacked, and not too fine for a phone. Throws `model_unreadable`,
 * `model_refused`, `model_too_large`.
 */
export function checkGlb(bytes: Buffer): void {
  if (bytes.readUInt32LE(4) !== 2) throw broken('not version 2')
  if (bytes.readUInt32LE(8) !== bytes.length) throw broken('its length is another')
  const scene = sceneOf(bytes)
  if (scene.asset.version !== '2.0') throw broken('not glTF 2.0')
  const outside = [...scene.buffers, ...scene.images].find(({ uri }) => uri !== undefined)
  if (outside) throw new AppError('invalid', 'model_refused', { reason: 'it names files outside itself' })
  const extension = scene.extensionsRequired.find((name) => packed.has(name))
  if (extension) throw new AppError('invalid', 'model_refused', { reason: extension })
  const points = scene.meshes.flatMap((mesh) =>
    mesh.primitives.map(({ attributes }) => scene.accessors[attributes['POSITION'] ?? -1]?.count ?? 0),
  )
  const vertices = points.reduce((sum, count) => sum + count, 0)
  if (vertices === 0) throw broken('nothing to see')
  if (vertices > verticesAtMost) throw new AppError('invalid', 'model_too_large', { vertices, verticesAtMost })
}

function sceneOf(bytes: Buffer): z.output<typeof Scene> {
  const length = bytes.readUInt32LE(12)
  if (bytes.readUInt32LE(16) !== jsonChunk || 20 + length > bytes.length) throw broken('no JSON chunk')
  try {
    return Scene.parse(JSON.parse(bytes.toString('utf8', 20, 20 + length)))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) throw broken('its JSON chunk is none of glTF')
    throw error
  }
}
