import { sql } from 'kysely'
import type { Stage } from '../play.ts'
import { BARGAIN, FLASH, GROUP } from '../plays.ts'

/** No play gave more than it had, or one person more than they may have; a group goes on whole or not at all; every cut that was told is there. */
export async function playsFit(stage: Stage): Promise<string[]> {
  const parts = [await placesFit(stage), await groupsFit(stage), await cutsFit(stage)]
  return parts.flat()
}

/** Pieces that orders of a play keep, or may still keep, by campaign and SKU and for each person of them. */
async function placesFit({ world }: Stage): Promise<string[]> {
  const { rows } = await sql<{ kind: string; campaign: string; sku: string; who: string | null; n: number }>`
    select o.play_kind as kind, o.play_campaign_id as campaign, l.sku_id as sku, o.shopper_id as who, sum(l.quantity - l.refunded)::int as n
      from "order"."order" o join "order".line l on l.order_id = o.id
     where o.play_kind in ('flash-sale', 'bargain') and o.state not in ('cancelled', 'closed', 'refunded', 'refunding')
     group by grouping sets ((1, 2, 3), (1, 2, 3, 4))`.execute(world.db)
  const most = { 'flash-sale': FLASH, bargain: BARGAIN } as Record<string, { pieces: number; perPerson: number }>
  return rows.flatMap(({ kind, campaign, sku, who, n }) => {
    const limit = (who ? most[kind]?.perPerson : most[kind]?.pieces) ?? 0
    return n > limit ? [`${kind} ${campaign} gave ${n} of SKU ${sku}${who ? ` to shopper ${who}` : ''}, of ${limit}`] : []
  })
}

/** By the orders: those of a complete group are as many as its size and go on; those of any other are paid back, or wait for their time. */
async function groupsFit({ world, ahead }: Stage): Promise<string[]> {
  const now = new Date(Date.now() + ahead.seconds * 1000)
  const { rows } = await sql<{
    id: string
    state: string
    size: number
    deadline: Date | null
    waiting: number
    went: number
    paid: number
  }>`
    select g.id, g.state, g.size, g.deadline, count(*) filter (where o.state = 'waiting')::int as waiting,
           count(*) filter (where o.state not in ('waiting', 'pending_payment', 'cancelled', 'closed', 'refunding', 'refunded'))::int as went,
           count(*) filter (where m.state = 'done')::int as paid
      from group_buy."group" g join group_buy.member m on m.group_id = g.id join "order"."order" o on o.id = m.order_id
     group by g.id`.execute(world.db)
  const { rows: greedy } = await sql<{ who: string; n: number }>`
    select shopper_id as who, count(*)::int as n from "order"."order"
     where play_kind = 'group-buy' and state not in ('pending_payment', 'cancelled', 'closed', 'refunding', 'refunded')
     group by play_campaign_id, shopper_id having count(*) > ${GROUP.perPerson}`.execute(world.db)
  return [
    ...greedy.map(({ who, n }) => `shopper ${who} has ${n} seats in a group buy`),
    ...rows.flatMap(({ id, state, size, deadline, waiting, went, paid }) => {
      if (state === 'completed')
        return waiting > 0 || paid !== size ? [`group ${id} of ${size} is complete with ${paid}, ${waiting} wait`] : []
      if (went > 0) return [`group ${id} is ${state}, and ${went} of its orders went on`]
      const open = state === 'open' && deadline !== null && deadline.getTime() > now.getTime() - 3_600_000
      return waiting > 0 && !open ? [`group ${id} is ${state}, and ${waiting} of its orders wait`] : []
    }),
  ]
}

/** What each friend was told is what was cut, and no bargain was sold below what its friends made of it, or below its floor. */
async function cutsFit({ world, told, people }: Stage): Promise<string[]> {
  const { rows } = await sql<{ bargain: string; helper: string; cut: number }>`
    select bargain_id as bargain, helper_id as helper, cut_fen::int as cut from bargain.help`.execute(world.db)
  const cuts = new Map(rows.map(({ bargain, helper, cut }) => [`${bargain} ${helper}`, cut]))
  const { rows: sold } = await sql<{ id: string; paid: number; cheapest: number }>`
    select p.key as id, p.price_fen::int as paid,
           (b.start_fen - coalesce((select sum(h.cut_fen) from bargain.help h where h.bargain_id = b.id), 0))::int as cheapest
      from bargain.place p join bargain.bargain b on b.id = p.bargain_id`.execute(world.db)
  return [
    ...told.bargains.flatMap(({ id, cuts: own }) =>
      [...own].flatMap(([friend, fen]) => {
        const there = cuts.get(`${id} ${people[friend]?.id}`)
        return there === fen ? [] : [`bargain ${id}: a friend was told ${fen}, the shop says ${there ?? 'nothing'}`]
      }),
    ),
    ...sold
      .filter(({ paid, cheapest }) => paid < Math.max(cheapest, BARGAIN.floorFen))
      .map(({ id, paid, cheapest }) => `order ${id} of a bargain at ${cheapest} was sold for ${paid}`),
  ]
}
