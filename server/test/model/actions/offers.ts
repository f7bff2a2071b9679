import { type Action, attempt, nothing, personOf, type Stage, together } from '../play.ts'

/** Takes a coupon: openly, or by its code. Some there are few of. */
async function claim(stage: Stage): Promise<void> {
  const { dice, told } = stage
  const who = dice.below(stage.people.length)
  const { client } = personOf(stage, who)
  const template = dice.pick(dice.pick(stage.shops).coupons)
  const { code, id } = template
  await attempt(stage, code ? 'claim a coupon by code' : 'claim a coupon', async () => {
    const take = () => (code ? client.claimCouponByCode({ code }) : client.claimCoupon({ id }))
    const taken = await together(Array.from({ length: dice.chance(0.2) ? 3 : 1 }, take))
    for (const coupon of taken) told.coupons.push({ id: coupon.id, templateId: id, shopper: who })
  })
}

/** A coupon goes to a friend, who takes it; two friends try at once now and then. */
async function pass(stage: Stage): Promise<boolean> {
  const { dice, told } = stage
  const passable = new Set(stage.shops.map(({ coupons }) => coupons[1]?.id))
  const own = told.coupons.slice(-200).filter(({ templateId }) => passable.has(templateId))
  const coupon = own.length === 0 ? undefined : dice.pick(own)
  if (!coupon) return false
  const how = await attempt(stage, 'pass a coupon', async () => {
    const { token } = await personOf(stage, coupon.shopper).client.passCoupon({ id: coupon.id })
    const friends = dice.some(stage.people, 2).map((friend) => stage.people.indexOf(friend))
    const others = friends.filter((friend) => friend !== coupon.shopper)
    if (others.length === 0) return nothing
    const takes = others.map(async (friend) => ({ friend, taken: await personOf(stage, friend).client.takePassedCoupon({ token }) }))
    const done = await together(takes)
    if (done.length > 1) told.lies.push(`coupon ${coupon.id} was taken over by two friends`)
    for (const { friend, taken } of done) told.coupons.push({ id: taken.id, templateId: coupon.templateId, shopper: friend })
    return undefined
  })
  return how !== 'nothing'
}

async function claimPacket(stage: Stage): Promise<void> {
  const { dice, told } = stage
  const who = dice.below(stage.people.length)
  const { client } = personOf(stage, who)
  const { id } = dice.pick(stage.shops).campaign
  await attempt(stage, 'claim a red packet', async () => {
    const taken = await together(Array.from({ length: dice.chance(0.2) ? 4 : 1 }, () => client.claimRedPacket({ id })))
    for (const packet of taken) told.packets.set(packet.id, { shopper: who, amountFen: packet.amountFen })
  })
}

/** A promotion is switched on or off while people are at the checkout. */
async function switchRule(stage: Stage): Promise<void> {
  const { dice } = stage
  const { staff } = dice.pick(stage.shops)
  await attempt(stage, 'switch a promotion', async () => {
    const { items } = await staff.listRules({ pageSize: 10 })
    const { taken: _taken, createdAt: _created, updatedAt: _updated, ...rule } = dice.pick(items)
    await staff.updateRule({ ...rule, enabled: !rule.enabled })
  })
}

export const offering: readonly Action[] = [
  { name: 'claim', weight: 4, run: claim },
  { name: 'pass a coupon', weight: 0.8, run: pass },
  { name: 'claim a red packet', weight: 1.5, run: claimPacket },
  { name: 'switch a promotion', weight: 0.7, run: switchRule },
]
