import { z } from 'zod'
import { call, operation } from '../../kernel/contract.ts'
import { Done, Id, IdParams, PageQuery, pageOf, Time } from '../../kernel/schema.ts'

/** Pictures are kept as WebP at these widths: `<url>-<width>.webp`. */
export const PICTURE_WIDTHS = [240, 480, 960] as const

/** A picture as other modules keep it: enough to show it without asking media again. */
export const Picture = z
  .strictObject({
    /** Base address below `/media/`; a client appends `-240.webp`, `-480.webp` or `-960.webp`. */
    url: z
      .string()
      .max(200)
      .regex(/^\/media\/[\w/-]+$/),
    width: z.int().min(1).max(20_000),
    height: z.int().min(1).max(20_000),
    /** Dominant colour `#rrggbb`, shown until the picture is there. */
    colour: z.string().regex(/^#[0-9a-f]{6}$/),
  })
  .meta({ id: 'Picture' })
export type Picture = z.output<typeof Picture>

export const MediaItem = z.object({ id: Id, picture: Picture, name: z.string(), bytes: z.int(), createdAt: Time }).meta({ id: 'MediaItem' })

const uploadErrors = ['file_missing', 'file_too_large', 'image_unreadable', 'image_kind_refused', 'image_too_many_pixels']

export const uploadPicture = operation({
  id: 'uploadPicture',
  face: 'shop',
  method: 'POST',
  path: '/pictures',
  summary: 'Upload one picture (JPEG, PNG, WebP, GIF; judged by content)',
  access: 'shopper',
  upload: { maxFiles: 1, maxBytes: 10 * 1024 * 1024 },
  reply: MediaItem,
  errors: uploadErrors,
  limit: { times: 60, seconds: 600 },
})

export const uploadMedia = operation({
  id: 'uploadMedia',
  face: 'admin',
  method: 'POST',
  path: '/media',
  access: 'staff:media.write',
  upload: { maxFiles: 1, maxBytes: 10 * 1024 * 1024 },
  reply: MediaItem,
  errors: uploadErrors,
})

export const uploadProof = operation({
  id: 'uploadProof',
  face: 'admin',
  method: 'POST',
  path: '/proofs',
  summary: 'A photo that something was handed over; it is in no library',
  access: 'staff:delivery.handle',
  upload: { maxFiles: 1, maxBytes: 10 * 1024 * 1024 },
  reply: MediaItem,
  errors: uploadErrors,
  limit: { times: 60, seconds: 600 },
})

export const listMedia = operation({
  id: 'listMedia',
  face: 'admin',
  method: 'GET',
  path: '/media',
  access: 'staff:media.write',
  query: PageQuery.extend({ search: z.string().max(100).optional() }),
  reply: pageOf(MediaItem),
})

export const deleteMedia = operation({
  id: 'deleteMedia',
  face: 'admin',
  method: 'DELETE',
  path: '/media/:id',
  access: 'staff:media.write',
  params: IdParams,
  reply: Done,
  errors: ['media_not_found'],
})

/** A video (MP4 with H.264) or a 3D model (binary glTF 2.0) of a shop's library. */
export const MediaAsset = z
  .object({
    id: Id,
    kind: z.enum(['video', 'model']),
    name: z.string(),
    /** Below `/media/`, with its ending. */
    url: z.string(),
    bytes: z.int(),
    /** Of a video. */
    video: z.object({ width: z.int(), height: z.int(), seconds: z.int() }).nullable(),
    createdAt: Time,
  })
  .meta({ id: 'MediaAsset' })

export const uploadMediaAsset = operation({
  id: 'uploadMediaAsset',
  face: 'admin',
  method: 'POST',
  path: '/media-assets',
  summary: 'Upload a video (MP4, H.264, 50 MB, 5 minutes) or a 3D model (GLB, 15 MB); judged by content',
  access: 'staff:media.write',
  upload: { maxFiles: 1, maxBytes: 50 * 1024 * 1024 },
  reply: MediaAsset,
  errors: [
    'file_missing',
    'asset_kind_refused',
    'video_unreadable',
    'video_codec_refused',
    'video_too_long',
    'model_unreadable',
    'model_refused',
    'model_too_large',
  ],
})
export const listMediaAssets = operation({
  id: 'listMediaAssets',
  face: 'admin',
  method: 'GET',
  path: '/media-assets',
  access: 'staff:media.write',
  query: PageQuery.extend({ kind: MediaAsset.shape.kind.optional(), search: z.string().max(100).optional() }),
  reply: pageOf(MediaAsset),
})
export const deleteMediaAsset = operation({
  id: 'deleteMediaAsset',
  face: 'admin',
  method: 'DELETE',
  path: '/media-assets/:id',
  summary: 'Out of the library; what shows it goes on showing it',
  access: 'staff:media.write',
  params: IdParams,
  reply: Done,
  errors: ['media_not_found'],
})

export const mediaCalls = {
  /** What media knows of these addresses of videos and models; of strange ones nothing. */
  assets: call(
    z.object({ urls: z.array(z.string()).max(100) }),
    z.object({ items: z.array(MediaAsset.pick({ url: true, kind: true, video: true })) }),
  ),
  /** Keeps a video or model as an upload would. For set-up. */
  putAsset: call(z.object({ shopId: Id, name: z.string().max(100), fileBase64: z.string().max(80_000_000) }), MediaAsset),
  /** Those that media made (a client may not hand in a picture of its own making); with a shopper only what that shopper uploaded. */
  known: call(z.object({ urls: z.array(z.string()).max(500), shopperId: Id.optional() }), z.object({ known: z.array(z.string()) })),
  /** Pictures a shop names by address or by their name in its library; what is not found is left out. */
  find: call(
    z.object({ shopId: Id, refs: z.array(z.string().min(1).max(200)).max(500) }),
    z.object({ items: z.array(z.object({ ref: z.string(), picture: Picture })) }),
  ),
  /** Registers pictures that are already in the file store (the demo's). */
  register: call(
    z.object({
      shopId: Id.nullable(),
      pictures: z.array(z.object({ name: z.string(), picture: Picture, bytes: z.int(), hash: z.string() })),
    }),
    z.object({ added: z.int() }),
  ),
}
