import { randomUUID } from 'node:crypto'
import { type Action, attempt, keyed, mallOf, nothing, personOf, recent, type Stage, together } from '../play.ts'
import { payAtChannel } from './pay.ts'

const someone = ({ dice, people }: Stage): number => dice.below(people.length)

/** Begins a top-up and pays it, or not. */
async function topUp(stage: Stage): Promise<void> {
  const { dice, told, shops } = stage
  const who = someone(stage)
  const wish = {
    requestId: randomUUID(),
    amountFen: dice.pick([1000, 5000, 12_000, 25_000]),
    method: dice.pick(['wechat_h5', 'alipay_wap'] as const),
  }
  await attempt(stage, 'top up', async () => {
    const { client } = personOf(stage, who)
    const begun = await together(Array.from({ length: dice.chance(0.15) ? 3 : 1 }, () => client.startTopUp(wish)))
    for (const { topUp: made, action } of begun.slice(0, 1)) {
      told.topUps.push({ id: made.id, shopper: who, amountFen: wish.amountFen })
      const [payment] = (await dice.pick(shops).staff.listPayments({ subjects: made.id })).items
      const number = payment?.attempts.at(-1)?.number
      if (number) await payAtChannel(stage, { number, action }, who)
    }
  })
}

/** Staff give or take money by hand, with a reason. */
async function adjustWallet(stage: Stage): Promise<void> {
  const { dice, told } = stage
  const who = someone(stage)
  const staff = mallOf(stage)
  const changeFen = dice.chance(0.75) ? 100 + dice.below(3000) : -1 - dice.below(800)
  const wish = {
    id: personOf(stage, who).id,
    requestId: randomUUID(),
    account: dice.pick(['cash', 'cash', 'gift'] as const),
    changeFen,
    reason: '补偿',
  }
  await keyed(stage, 'adjust a wallet', async () => {
    await together(Array.from({ length: dice.chance(0.15) ? 3 : 1 }, () => staff.adjustWallet(wish)))
    told.byHand[who] = (told.byHand[who] ?? 0) + changeFen
    told.hands.push({ of: `wallet ${wish.id}`, ref: wish.requestId, amount: changeFen })
  })
}

async function withdrawMoney(stage: Stage): Promise<void> {
  const { dice, told } = stage
  const who = someone(stage)
  const wish = { requestId: randomUUID(), amountFen: 100 + dice.below(1500) }
  await keyed(stage, 'withdraw money', async () => {
    const { client } = personOf(stage, who)
    const made = await together(Array.from({ length: dice.chance(0.15) ? 3 : 1 }, () => client.requestWithdrawal(wish)))
    const ids = new Map(made.map(({ id, number }) => [id, number]))
    if (ids.size > 1) told.lies.push(`key ${wish.requestId} made several withdrawals`)
    for (const [id, number] of ids) told.withdrawals.push({ id, number, shopper: who, amountFen: wish.amountFen })
  })
}

async function reviewWithdrawal(stage: Stage): Promise<boolean> {
  const { dice } = stage
  const staff = mallOf(stage)
  const how = await attempt(stage, 'review a withdrawal', async () => {
    const { items } = await staff.listAdminWithdrawals({ state: 'reviewing', pageSize: 10 })
    if (items.length === 0) return nothing
    const { id } = dice.pick(items)
    const yes = (): Promise<unknown> => staff.approveWithdrawal({ id })
    const no = (): Promise<unknown> => staff.rejectWithdrawal({ id, reason: '请核实' })
    return together(dice.chance(0.25) ? [yes(), no(), yes()] : [dice.chance(0.8) ? yes() : no()])
  })
  return how !== 'nothing'
}

/** The payee takes what was transferred, or cannot. */
async function endTransfer(stage: Stage): Promise<boolean> {
  const { world, dice } = stage
  const waiting = [...world.pay.transfers.values()].filter(({ state }) => state === 'WAIT_USER_CONFIRM')
  const bill = recent(stage, waiting, 10)
  if (!bill) return false
  const how = await attempt(stage, 'take a transfer', async () => {
    try {
      world.pay.endTransfer(bill.outBillNo, dice.chance(0.75) ? 'SUCCESS' : 'FAIL')
      return undefined
    } catch (error) {
      // Nobody took it in a day: it has lapsed.
      if (error instanceof Error && error.message.startsWith('no transfer')) return nothing
      throw error
    }
  })
  return how !== 'nothing'
}

async function adjustPoints(stage: Stage): Promise<void> {
  const { dice, told } = stage
  const who = someone(stage)
  const staff = mallOf(stage)
  const change = dice.chance(0.85) ? 50 + dice.below(900) : -1 - dice.below(300)
  const wish = { id: personOf(stage, who).id, requestId: randomUUID(), change, reason: '活动' }
  await keyed(stage, 'adjust points', async () => {
    await together(Array.from({ length: dice.chance(0.15) ? 3 : 1 }, () => staff.adjustPoints(wish)))
    told.points[who] = (told.points[who] ?? 0) + change
    told.hands.push({ of: `points ${wish.id}`, ref: wish.requestId, amount: change })
  })
}

async function lookAtPurse(stage: Stage): Promise<void> {
  const { client } = personOf(stage, someone(stage))
  await attempt(stage, 'look at the purse', async () => {
    await client.getWallet()
    await client.listWithdrawals()
  })
}

export const owning: readonly Action[] = [
  { name: 'top up', weight: 2, run: topUp },
  { name: 'adjust a wallet', weight: 1.5, run: adjustWallet },
  { name: 'withdraw money', weight: 2, run: withdrawMoney },
  { name: 'review a withdrawal', weight: 1.5, run: reviewWithdrawal },
  { name: 'take a transfer', weight: 1, run: endTransfer },
  { name: 'adjust points', weight: 1.5, run: adjustPoints },
  { name: 'look at the purse', weight: 1.5, run: lookAtPurse },
]
