import { z } from 'zod'
import { call, operation } from '../../kernel/contract.ts'
import { cursorOf, CursorQuery, Fen, Id, IdParams, Name, PageQuery, pageOf, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'
import { playCalls } from '../order/contract.ts'
import { resultsCalls } from '../results/contract.ts'

/** `reached`: the price can be bought at any time; `floor`: only once the last helper has brought it down to the floor. */
export const BuyAt = z.enum(['reached', 'floor'])

const CampaignChange = z.strictObject({
  title: Name,
  floorFen: z.int().min(1).max(100_000_000),
  /** So many friends bring the price down to the floor. */
  helpers: z.int().min(1).max(200),
  /** A bargain lasts so long, and never beyond the campaign. */
  hours: z.int().min(1).max(720),
  /** So many are given at most. */
  pieces: z.int().min(1).max(1_000_000),
  buyAt: BuyAt,
  freeFreight: z.boolean(),
  perPerson: z.int().min(1).max(100),
  startsPerDay: z.int().min(1).max(100),
  helpsPerDay: z.int().min(1).max(1000),
  startsAt: Time,
  endsAt: Time,
  enabled: z.boolean(),
})
const NewCampaign = CampaignChange.extend({ skuId: Id })
export type CampaignChange = z.output<typeof CampaignChange>
export type NewCampaign = z.output<typeof NewCampaign>

/** The goods as they are now; null when they are sold no more. */
const Goods = z
  .object({ productId: Id, skuId: Id, title: z.string(), options: z.array(z.string()), picture: Picture, priceFen: Fen })
  .meta({ id: 'BargainGoods' })

export const AdminBargainCampaign = CampaignChange.extend({
  id: Id,
  skuId: Id,
  goods: Goods.nullable(),
  state: z.enum(['off', 'soon', 'running', 'over']),
  taken: z.int(),
  opened: z.int(),
  /** Of these, so many go on. */
  open: z.int(),
  createdAt: Time,
}).meta({ id: 'AdminBargainCampaign' })

const State = z.enum(['open', 'ordered', 'bought', 'expired'])
const Person = z.object({ nickname: z.string(), avatar: Picture.nullable() })

export const BargainRow = z
  .object({
    id: Id,
    shopper: Person.extend({ id: Id }),
    state: State,
    startFen: Fen,
    floorFen: Fen,
    priceFen: Fen,
    helped: z.int(),
    helpers: z.int(),
    openedAt: Time,
    expiresAt: Time,
    orderId: Id.nullable(),
  })
  .meta({ id: 'BargainRow' })

export const BargainResults = z
  .object({
    opened: z.int(),
    openers: z.int(),
    helps: z.int(),
    helpers: z.int(),
    /** Helpers who began a bargain of their own afterwards. */
    helpersWhoOpened: z.int(),
    reachedFloor: z.int(),
    /** Bargains of which an order is unpaid or paid. */
    ordered: z.int(),
    paid: z.int(),
    gmvFen: Fen,
    refundedFen: Fen,
    /** What was given on paid orders: the price at the beginning less the price paid. */
    givenFen: Fen,
  })
  .meta({ id: 'BargainResults' })

export const BargainCampaign = z
  .object({
    id: Id,
    title: z.string(),
    goods: Goods,
    floorFen: Fen,
    helpers: z.int(),
    hours: z.int(),
    buyAt: BuyAt,
    freeFreight: z.boolean(),
    perPerson: z.int(),
    startsPerDay: z.int(),
    helpsPerDay: z.int(),
    startsAt: Time,
    endsAt: Time,
    left: z.int(),
    state: z.enum(['soon', 'running', 'gone']),
    /** The bargain of the one who asks that goes on. */
    mineId: Id.nullable(),
  })
  .meta({ id: 'BargainCampaign' })

const Help = Person.extend({ cutFen: Fen, at: Time, mine: z.boolean() }).meta({ id: 'BargainHelp' })
export const Bargain = z
  .object({
    id: Id,
    campaign: z.object({
      id: Id,
      title: z.string(),
      left: z.int(),
      freeFreight: z.boolean(),
      perPerson: z.int(),
      startsPerDay: z.int(),
      helpsPerDay: z.int(),
      hours: z.int(),
      endsAt: Time,
    }),
    goods: Goods.nullable(),
    skuId: Id,
    opener: Person,
    /** It is that of the one who asks. */
    mine: z.boolean(),
    state: State,
    startFen: Fen,
    floorFen: Fen,
    priceFen: Fen,
    helped: z.int(),
    helpers: z.int(),
    buyAt: BuyAt,
    openedAt: Time,
    expiresAt: Time,
    /** Those who helped, the last first; at most a hundred. */
    helps: z.array(Help),
    /** What the one who asks has cut of it. */
    myCutFen: Fen.nullable(),
    /** Of the one whose bargain it is. */
    orderId: Id.nullable(),
    /** It can be bought now. */
    canBuy: z.boolean(),
    /** What a checkout of it says as `pass`: how many had helped when its price was seen. */
    pass: z.string(),
  })
  .meta({ id: 'Bargain' })
export const MyBargain = BargainRow.omit({ shopper: true })
  .extend({ campaignId: Id, title: z.string(), goods: Goods.nullable(), canBuy: z.boolean() })
  .meta({ id: 'MyBargain' })

export const listBargainCampaigns = operation({
  id: 'listBargainCampaigns',
  face: 'shop',
  method: 'GET',
  path: '/bargain-campaigns',
  summary: 'What can be bargained for now or soon',
  access: 'public',
  query: CursorQuery,
  reply: cursorOf(BargainCampaign),
})
export const startBargain = operation({
  id: 'startBargain',
  face: 'shop',
  method: 'POST',
  path: '/bargain-campaigns/:id/bargains',
  summary: 'Begins a bargain; the one that goes on, if there is one',
  access: 'shopper',
  params: IdParams,
  reply: Bargain,
  errors: [
    'bargain_campaign_not_found',
    'bargain_campaign_closed',
    'bargain_gone',
    'bargain_goods_gone',
    'bargain_start_limit',
    'bargain_person_limit',
  ],
  limit: { times: 30, seconds: 60 },
  guard: () => ({ kind: 'bargain' }),
})
export const listMyBargains = operation({
  id: 'listMyBargains',
  face: 'shop',
  method: 'GET',
  path: '/bargains',
  access: 'shopper',
  query: CursorQuery,
  reply: cursorOf(MyBargain),
})
export const getBargain = operation({
  id: 'getBargain',
  face: 'shop',
  method: 'GET',
  path: '/bargains/:id',
  summary: 'For its owner and for whoever has the link',
  access: 'public',
  params: IdParams,
  reply: Bargain,
  errors: ['bargain_not_found'],
})
export const helpBargain = operation({
  id: 'helpBargain',
  face: 'shop',
  method: 'POST',
  path: '/bargains/:id/help',
  summary: 'A friend cuts the price, once; asked again, the answer is what was cut',
  access: 'shopper',
  params: IdParams,
  reply: z.object({ cutFen: Fen, bargain: Bargain }),
  errors: ['bargain_not_found', 'bargain_own', 'bargain_full', 'bargain_ordered', 'bargain_over', 'bargain_help_limit'],
  limit: { times: 30, seconds: 60 },
  guard: () => ({ kind: 'bargain' }),
})

export const listAdminBargainCampaigns = operation({
  id: 'listAdminBargainCampaigns',
  face: 'admin',
  method: 'GET',
  path: '/bargain-campaigns',
  access: 'staff:promotion.read',
  query: PageQuery,
  reply: pageOf(AdminBargainCampaign),
})
export const createBargainCampaign = operation({
  id: 'createBargainCampaign',
  face: 'admin',
  method: 'POST',
  path: '/bargain-campaigns',
  access: 'staff:promotion.write',
  body: NewCampaign,
  reply: AdminBargainCampaign,
  errors: ['bargain_goods_gone', 'bargain_numbers_wrong'],
})
export const updateBargainCampaign = operation({
  id: 'updateBargainCampaign',
  face: 'admin',
  method: 'PUT',
  path: '/bargain-campaigns/:id',
  summary: 'Holds for bargains that are begun from now on',
  access: 'staff:promotion.write',
  params: IdParams,
  body: CampaignChange,
  reply: AdminBargainCampaign,
  errors: ['bargain_campaign_not_found', 'bargain_goods_gone', 'bargain_numbers_wrong', 'bargain_pieces_taken'],
})
export const endBargainCampaign = operation({
  id: 'endBargainCampaign',
  face: 'admin',
  method: 'POST',
  path: '/bargain-campaigns/:id/end',
  summary: 'Ends it and all its bargains now; what is ordered can still be paid',
  access: 'staff:promotion.write',
  params: IdParams,
  reply: AdminBargainCampaign,
  errors: ['bargain_campaign_not_found'],
})
export const listCampaignBargains = operation({
  id: 'listCampaignBargains',
  face: 'admin',
  method: 'GET',
  path: '/bargain-campaigns/:id/bargains',
  access: 'staff:promotion.read',
  params: IdParams,
  query: PageQuery.extend({ state: State.optional() }),
  reply: pageOf(BargainRow),
  errors: ['bargain_campaign_not_found'],
})
export const getBargainResults = operation({
  id: 'getBargainResults',
  face: 'admin',
  method: 'GET',
  path: '/bargain-campaigns/:id/results',
  access: 'staff:promotion.read',
  params: IdParams,
  reply: BargainResults,
  errors: ['bargain_campaign_not_found'],
})

export const bargainCalls = {
  ...playCalls,
  ...resultsCalls,
  /** Creates a campaign. For set-up. */
  putCampaign: call(NewCampaign.extend({ shopId: Id }), z.object({ id: Id })),
  /** As `startBargain`. For set-up. */
  start: call(z.object({ campaignId: Id, shopperId: Id }), z.object({ id: Id })),
  /** As `helpBargain`. For set-up. */
  help: call(z.object({ bargainId: Id, shopperId: Id }), z.object({ cutFen: Fen })),
}
