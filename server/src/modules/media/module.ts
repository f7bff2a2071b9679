import { AppError } from '../../kernel/errors.ts'
import { route, shopperOf, staffOf } from '../../kernel/http.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { uploadAsset } from './assets.ts'
import type { Media } from './context.ts'
import * as face from './contract.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { assetPage, assetsAt, takeAssetOut } from './queries/assets.ts'
import { addPictures, knownUrls, libraryPage, pictureByRefs, takeOut } from './queries/pictures.ts'
import { upload } from './upload.ts'

export const media = defineModule({
  name: 'media',
  calls: { ...face.mediaCalls, ...mergeSlot.calls },
  plugsInto: [mergeSlot],
  needs: {},
  messages,
  create: ({ db, now, newId, files }) => {
    const pictures: Media = { db, now, newId, files }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        assets: async ({ urls }) => ({ items: await assetsAt(db, urls) }),
        putAsset: ({ shopId, name, fileBase64 }) =>
          uploadAsset(pictures, shopId, { field: 'file', name, bytes: Buffer.from(fileBase64, 'base64') }),
        known: async ({ urls, shopperId }) => ({ known: await knownUrls(db, urls, shopperId) }),
        find: async ({ shopId, refs }) => ({
          items: [...(await pictureByRefs(db, shopId, refs))].map(([ref, picture]) => ({ ref, picture })),
        }),
        register: async ({ shopId, pictures: given }) => ({
          added: await addPictures(
            db,
            given.map(({ picture, ...item }) => ({ ...item, ...picture, shopId, shopperId: null, id: newId(), createdAt: now() })),
          ),
        }),
      },
      routes: [
        route(face.uploadPicture, (caller, { files: [file] }) => upload(pictures, { shopId: null, shopperId: shopperOf(caller) }, file)),
        route(face.uploadMedia, (caller, { files: [file] }) => upload(pictures, { shopId: staffOf(caller).shopId, shopperId: null }, file)),
        route(face.uploadProof, (_caller, { files: [file] }) => upload(pictures, { shopId: null, shopperId: null }, file)),
        route(face.uploadMediaAsset, (caller, { files: [file] }) => uploadAsset(pictures, staffOf(caller).shopId, file)),
        route(face.listMediaAssets, (caller, { query }) => assetPage(db, staffOf(caller).shopId, query)),
        route(face.deleteMediaAsset, async (caller, { params }) => {
          if (!(await takeAssetOut(db, { shopId: staffOf(caller).shopId, id: params.id, at: now() })))
            throw new AppError('not_found', 'media_not_found', { id: params.id })
          return { ok: true as const }
        }),
        route(face.listMedia, (caller, { query }) => libraryPage(db, staffOf(caller).shopId, query)),
        route(face.deleteMedia, async (caller, { params }) => {
          if (!(await takeOut(db, { shopId: staffOf(caller).shopId, id: params.id, at: now() })))
            throw new AppError('not_found', 'media_not_found', { id: params.id })
          return { ok: true as const }
        }),
      ],
      handlers: [],
      jobs: [],
    }
  },
})
