import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Fen, Id, IdParams, Name, PageQuery, pageOf, Text, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'

export const GameKind = z.enum(['wheel', 'scratch', 'vote'])
export const PrizeKind = z.enum(['thanks', 'points', 'coupon', 'red_packet', 'goods'])
export const DrawState = z.enum(['none', 'due', 'given', 'failed', 'code', 'handed'])

export const PrizeInput = z
  .strictObject({
    title: z.string().trim().min(1).max(30),
    kind: PrizeKind,
    points: z.int().min(0).max(1_000_000).default(0),
    couponTemplateId: Id.nullable().default(null),
    amountFen: z.int().min(0).max(20_000).default(0),
    validDays: z.int().min(1).max(365).default(30),
    /** What one costs the shop. The law allows prizes of 50,000 yuan at most. */
    costFen: z.int().min(0).max(5_000_000),
    /** Of ten thousand draws so many are for it. What is left of ten thousand is for `thanks`. */
    oddsBps: z.int().min(0).max(10_000),
    stock: z.int().min(0).max(10_000_000),
    /** Once it is sold out its draws are for the prize at this place of the list; null: for `thanks`. */
    instead: z.int().min(0).max(11).nullable().default(null),
  })
  .meta({ id: 'GamePrizeInput' })
export const CandidateInput = z
  .strictObject({
    title: z.string().trim().min(1).max(40),
    text: z.string().trim().max(200).default(''),
    picture: Picture.nullable().default(null),
  })
  .meta({ id: 'GameCandidateInput' })

export const GameChange = z.strictObject({
  title: Name,
  rules: Text.default(''),
  startsAt: Time,
  endsAt: Time,
  enabled: z.boolean(),
  /** Draws, or votes, that each person has a day. */
  freePerDay: z.int().min(0).max(100),
  mostPerDay: z.int().min(1).max(100),
  mostInAll: z.int().min(1).max(10_000),
  pointsPrice: z.int().min(0).max(1_000_000),
  shareChances: z.int().min(0).max(20),
  orderChances: z.int().min(0).max(20),
  prizes: z.array(PrizeInput).max(12).default([]),
  candidates: z.array(CandidateInput).max(100).default([]),
})
export const NewGame = GameChange.extend({ kind: GameKind })
export type GameChange = z.output<typeof GameChange>
export type NewGame = z.output<typeof NewGame>

export const AdminGame = GameChange.extend({
  id: Id,
  kind: GameKind,
  state: z.enum(['off', 'soon', 'running', 'over']),
  prizes: z.array(PrizeInput.extend({ id: Id, won: z.int(), oddsBps: z.int(), points: z.int(), validDays: z.int() })),
  candidates: z.array(CandidateInput.extend({ id: Id, votes: z.int(), text: z.string() })),
  /** So many draws or votes. */
  times: z.int(),
  createdAt: Time,
}).meta({ id: 'AdminGame' })

export const GameDraw = z
  .object({
    id: Id,
    shopper: z.object({ id: Id, nickname: z.string() }),
    prize: z.string(),
    kind: PrizeKind,
    state: DrawState,
    code: z.string().nullable(),
    handedBy: z.string().nullable(),
    at: Time,
  })
  .meta({ id: 'GameDraw' })

export const GameResults = z
  .object({
    people: z.int(),
    times: z.int(),
    free: z.int(),
    bought: z.int(),
    pointsTaken: z.int(),
    sharedChances: z.int(),
    orderChances: z.int(),
    winners: z.int(),
    /** What was won costs so much. */
    costFen: Fen,
    failed: z.int(),
    prizes: z.array(z.object({ title: z.string(), kind: PrizeKind, oddsBps: z.int(), won: z.int(), rolled: z.int(), stock: z.int() })),
    days: z.array(z.object({ day: z.string(), people: z.int(), times: z.int() })),
  })
  .meta({ id: 'GameResults' })

const wrong = ['game_prizes_wrong', 'game_odds_wrong', 'game_times_wrong', 'game_candidates_wrong', 'game_prize_platform'] as const
export const listAdminGames = operation({
  id: 'listAdminGames',
  face: 'admin',
  method: 'GET',
  path: '/games',
  access: 'staff:promotion.read',
  query: PageQuery,
  reply: pageOf(AdminGame),
})
export const createGame = operation({
  id: 'createGame',
  face: 'admin',
  method: 'POST',
  path: '/games',
  access: 'staff:promotion.write',
  body: NewGame,
  reply: AdminGame,
  errors: [...wrong],
})
export const updateGame = operation({
  id: 'updateGame',
  face: 'admin',
  method: 'PUT',
  path: '/games/:id',
  summary: 'Once somebody has played, prizes and odds stay as they were shown; only stock may grow',
  access: 'staff:promotion.write',
  params: IdParams,
  body: GameChange,
  reply: AdminGame,
  errors: [...wrong, 'game_not_found', 'game_fixed'],
})
export const endGame = operation({
  id: 'endGame',
  face: 'admin',
  method: 'POST',
  path: '/games/:id/end',
  access: 'staff:promotion.write',
  params: IdParams,
  reply: AdminGame,
  errors: ['game_not_found'],
})
export const listGameDraws = operation({
  id: 'listGameDraws',
  face: 'admin',
  method: 'GET',
  path: '/games/:id/draws',
  access: 'staff:promotion.read',
  params: IdParams,
  query: PageQuery.extend({ won: z.enum(['true', 'false']).default('true'), code: z.string().max(20).optional() }),
  reply: pageOf(GameDraw),
  errors: ['game_not_found'],
})
export const handOverPrize = operation({
  id: 'handOverPrize',
  face: 'admin',
  method: 'POST',
  path: '/game-draws/:id/hand-over',
  summary: 'The goods of a code are handed over, once',
  access: 'staff:promotion.write',
  params: IdParams,
  reply: GameDraw,
  errors: ['game_draw_not_found', 'game_handed'],
})
export const getGameResults = operation({
  id: 'getGameResults',
  face: 'admin',
  method: 'GET',
  path: '/games/:id/results',
  access: 'staff:promotion.read',
  params: IdParams,
  reply: GameResults,
  errors: ['game_not_found'],
})
