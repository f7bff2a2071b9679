import type { z } from 'zod'
import { dayOf } from '../../kernel/clock.ts'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Members } from './context.ts'
import type { CheckInState, MembershipRule } from './contract.ts'
import type { MembershipDb } from './db.ts'
import { book, reward } from './growth.ts'
import {
  cardsOf,
  checkInDays,
  checkInsSince,
  hasCard,
  insertCard,
  insertCheckIn,
  insertStreakReward,
  lockBook,
  rewardsSince,
  takenOfMonth,
  takeOfMonth,
  useCard,
} from './queries/check-in.ts'
import { ruleOf } from './rule-store.ts'
import { aliveRun, dayAfter, dueRewards } from './streak.ts'

type State = z.input<typeof CheckInState>
/** Runs are looked at over so many days; the longest reward is for 365. */
const LOOK_BACK = 400

async function openRule(members: Members): Promise<MembershipRule['checkIn']> {
  const { checkIn } = await ruleOf(members)
  if (!checkIn.enabled) throw new AppError('conflict', 'check_in_closed')
  return checkIn
}

/** Today's check-in. Twenty at once are one. Throws `check_in_closed`. */
export async function checkInToday(members: Members, shopperId: string): Promise<{ state: State; gainedPoints: number }> {
  const rule = await openRule(members)
  const at = members.now()
  const day = dayOf(at)
  await inTx(members.db, async (tx) => {
    await lockBook(tx, shopperId)
    const { points, growth } = rule
    if (!(await insertCheckIn(tx, { shopperId, day, madeUp: false, points, growth, at }))) return
    const key = `check-in:${shopperId}:${day}`
    await book(members, tx, { event: key, kind: 'check_in', shopperId, shopId: null, change: growth, reference: day })
    await reward(tx, { key, shopperId, points, note: '每日签到' })
    await rewardRun(tx, { shopperId, today: day, rule })
  })
  const state = await stateOf(members, shopperId)
  const gained = await rewardsSince(members.db, shopperId, day)
  return {
    state,
    gainedPoints: (state.days.find((one) => one.day === day)?.points ?? 0) + gained.reduce((sum, one) => sum + one.points, 0),
  }
}

/** What the run that is alive has reached and not yet brought. */
async function rewardRun(
  tx: Db<MembershipDb>,
  { shopperId, today, rule }: { shopperId: string; today: string; rule: MembershipRule['checkIn'] },
): Promise<void> {
  const from = dayAfter(today, -LOOK_BACK)
  const days = new Set((await checkInsSince(tx, shopperId, from)).map((one) => one.day))
  const length = aliveRun(days, today)
  const last = days.has(today) ? today : dayAfter(today, -1)
  const run = { start: dayAfter(last, 1 - length), length }
  for (const due of dueRewards(run, { rewards: rule.streaks, given: await rewardsSince(tx, shopperId, from) })) {
    await insertStreakReward(tx, { shopperId, days: due.days, day: today, points: due.points })
    await reward(tx, { key: `streak:${shopperId}:${due.days}:${today}`, shopperId, points: due.points, note: `连续签到 ${due.days} 天` })
  }
}

/** A card makes up for a missed day: the run is whole again. Throws `check_in_closed`, `make_up_too_late`, `make_up_no_card`. */
export async function makeUp(members: Members, shopperId: string, day: string): Promise<State> {
  const rule = await openRule(members)
  const at = members.now()
  const today = dayOf(at)
  if (day >= today || day < dayAfter(today, -rule.makeUpDays)) throw new AppError('conflict', 'make_up_too_late')
  await inTx(members.db, async (tx) => {
    await lockBook(tx, shopperId)
    if (!(await insertCheckIn(tx, { shopperId, day, madeUp: true, points: 0, growth: 0, at }))) return
    if (!(await useCard(tx, shopperId, day, at))) throw new AppError('conflict', 'make_up_no_card')
    await rewardRun(tx, { shopperId, today, rule })
  })
  return stateOf(members, shopperId, day.slice(0, 7))
}

/** One of the month's cards; the same request is the same card. Throws `check_in_closed`, `make_up_cards_gone`, `make_up_card_limit`. */
export async function takeCard(members: Members, shopperId: string, requestId: string): Promise<State> {
  const rule = await openRule(members)
  const at = members.now()
  const month = dayOf(at).slice(0, 7)
  await inTx(members.db, async (tx) => {
    await lockBook(tx, shopperId)
    const key = `taken:${requestId}`
    if (await hasCard(tx, shopperId, key)) return
    const { takenInMonth } = await cardsOf(tx, shopperId, month)
    if (takenInMonth >= rule.cardsPerShopper) throw new AppError('conflict', 'make_up_card_limit', { most: rule.cardsPerShopper })
    if (!(await takeOfMonth(tx, month, rule.cardsPerMonth))) throw new AppError('conflict', 'make_up_cards_gone')
    await insertCard(tx, { id: members.newId(), shopperId, source: 'taken', month, key, at })
  })
  return stateOf(members, shopperId)
}

/** The calendar of a month, the run, and the cards. */
export async function stateOf(members: Members, shopperId: string, wanted?: string): Promise<State> {
  const { checkIn: rule } = await ruleOf(members)
  const today = dayOf(members.now())
  const thisMonth = today.slice(0, 7)
  const month = wanted ?? thisMonth
  const from = dayAfter(today, -LOOK_BACK)
  const [rows, given, cards, taken] = await Promise.all([
    checkInsSince(members.db, shopperId, month < from.slice(0, 7) ? `${month}-01` : from),
    rewardsSince(members.db, shopperId, from),
    cardsOf(members.db, shopperId, thisMonth),
    takenOfMonth(members.db, thisMonth),
  ])
  const days = new Set(rows.map((row) => row.day))
  const streak = aliveRun(days, today)
  const last = days.has(today) ? today : dayAfter(today, -1)
  const due = dueRewards({ start: dayAfter(last, 1 - streak), length: 400 }, { rewards: rule.streaks, given })
  return {
    enabled: rule.enabled,
    today,
    month,
    checkedIn: days.has(today),
    streak,
    days: rows.filter((row) => row.day.startsWith(month)).toReversed(),
    points: rule.points,
    growth: rule.growth,
    streaks: rule.streaks.map((one) => ({ ...one, reached: !due.includes(one) })),
    makeUpFrom: rule.makeUpDays > 0 ? dayAfter(today, -rule.makeUpDays) : null,
    cards: cards.inHand,
    cardsToTake: Math.max(0, Math.min(rule.cardsPerShopper - cards.takenInMonth, rule.cardsPerMonth - taken)),
  }
}

/** For the console: the past thirty days, and the cards of this month. */
export async function lately(members: Members) {
  const today = dayOf(members.now())
  const [days, cardsTaken] = await Promise.all([checkInDays(members.db, dayAfter(today, -29)), takenOfMonth(members.db, today.slice(0, 7))])
  return { days, cardsTaken }
}
