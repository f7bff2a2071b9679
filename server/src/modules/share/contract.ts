import { z } from 'zod'
import { call, operation } from '../../kernel/contract.ts'
import { cursorOf, CursorQuery, Done, Id, Name, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'
import { PlayKind, reachCalls, resultsCalls } from '../results/contract.ts'
import { referralCalls } from './contract-referral.ts'

export * from './contract-referral.ts'

/** Eight letters or digits: with `s=` before it, it fits a scene of 32 characters. */
export const ShareCode = z.string().regex(/^[0-9A-Za-z]{8}$/)
/** Made up by a device once, and kept by it. */
const Visitor = z.string().regex(/^[\w-]{16,64}$/)

/** What is passed on: a page, a product, a shop, or a campaign of a play (`kind` is its module) with what of it is joined. */
const Shared = z.strictObject({ kind: PlayKind, targetId: Id.nullable().default(null), joinId: Id.nullable().default(null), title: Name })

export const ShareTarget = z
  .object({
    code: z.string(),
    kind: z.string(),
    targetId: Id.nullable(),
    joinId: Id.nullable(),
    sharer: z.object({ nickname: z.string(), avatar: Picture.nullable() }),
  })
  .meta({ id: 'ShareTarget' })

export const MyShare = z
  .object({
    code: z.string(),
    kind: z.string(),
    targetId: Id.nullable(),
    joinId: Id.nullable(),
    title: z.string(),
    visits: z.int(),
    /** Shoppers who came by it. */
    came: z.int(),
    /** Of these, who signed up after it. */
    joined: z.int(),
    createdAt: Time,
  })
  .meta({ id: 'MyShare' })

export const createShareLink = operation({
  id: 'createShareLink',
  face: 'shop',
  method: 'POST',
  path: '/share-links',
  summary: 'A short id for what a shopper passes on; the same each time',
  access: 'shopper',
  /** `code`: made up by the device, which shares before it can ask; another one is answered when that is taken. */
  body: Shared.extend({ code: ShareCode.nullable().default(null) }),
  reply: z.object({ code: ShareCode }),
  errors: ['share_limit'],
  limit: { times: 60, seconds: 60 },
})
export const getShareLink = operation({
  id: 'getShareLink',
  face: 'shop',
  method: 'GET',
  path: '/share-links/:code',
  summary: 'Where a scene or a link leads',
  access: 'public',
  params: z.strictObject({ code: ShareCode }),
  reply: ShareTarget,
  errors: ['share_not_found'],
})
export const getSharePoster = operation({
  id: 'getSharePoster',
  face: 'shop',
  method: 'GET',
  path: '/share-links/:code/poster',
  summary: 'A code that friends scan: it leads to what was shared',
  access: 'public',
  params: z.strictObject({ code: ShareCode }),
  /** `square`: a picture as a data URL. */
  reply: z.object({ code: ShareCode, square: z.string() }),
  errors: ['share_not_found'],
  limit: { times: 60, seconds: 60 },
})
export const listMyShareLinks = operation({
  id: 'listMyShareLinks',
  face: 'shop',
  method: 'GET',
  path: '/share-links',
  access: 'shopper',
  query: CursorQuery,
  reply: cursorOf(MyShare),
})
export const recordVisit = operation({
  id: 'recordVisit',
  face: 'shop',
  method: 'POST',
  path: '/share-visits',
  summary: 'A page was opened, perhaps by a share; once for each visitor',
  access: 'public',
  body: z.strictObject({
    visitor: Visitor,
    code: ShareCode.nullable().default(null),
    page: z.strictObject({ kind: PlayKind, campaignId: Id }).nullable().default(null),
  }),
  reply: Done,
  limit: { times: 600, seconds: 60 },
})
export const claimVisits = operation({
  id: 'claimVisits',
  face: 'shop',
  method: 'POST',
  path: '/share-visits/claim',
  summary: 'Who signs in says which visitor they were: the shares they opened are theirs',
  access: 'shopper',
  body: z.strictObject({ visitor: Visitor }),
  reply: Done,
  limit: { times: 60, seconds: 60 },
})

export const shareCalls = {
  ...reachCalls,
  ...resultsCalls,
  ...referralCalls,
  /** As `createShareLink`. For set-up. */
  share: call(Shared.extend({ shopperId: Id }), z.object({ code: ShareCode })),
  /** As `recordVisit` by somebody who is signed in, or not. For set-up. */
  visit: call(
    z.object({
      visitor: Visitor,
      shopperId: Id.nullable(),
      code: ShareCode.nullable(),
      page: z.object({ kind: PlayKind, campaignId: Id }).nullable(),
    }),
    Done,
  ),
}
