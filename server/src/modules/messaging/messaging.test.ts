import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { inTx } from '../../kernel/db.ts'
import { announce, trigger } from '../../kernel/notify.ts'
import { modules } from '../../modules.ts'
import { defineModule } from '../../kernel/module.ts'
import { testClock } from '../../../test/harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'
import { writeNote } from './queries/notes.ts'

/** A play that nobody here knows has people told of something. */
const teaReady = trigger({
  name: 'tea-party.ready',
  kind: 'service',
  label: { 'zh-CN': '茶会成行', en: 'Tea party is on' },
  sample: { party: '周末茶会', seats: '2' },
  title: '茶会成行了',
  text: '「{party}」{seats} 位已到齐。',
})
const teaOffer = trigger({
  ...teaReady,
  name: 'tea-party.offer',
  kind: 'marketing',
  title: '茶会有位',
  text: '「{party}」还有 {seats} 个座位。',
})
const teaParty = defineModule({
  name: 'tea-party',
  calls: {},
  needs: {},
  triggers: [teaReady, teaOffer],
  create: () => ({ calls: {}, routes: [], handlers: [], jobs: [] }),
})

// Noon in China.
const clock = testClock(new Date('2026-11-27T04:00:00.000Z'))
let world: World
let shop: TestShop
let ann: TestShopper
let annId: string
let openId: string
beforeAll(async () => {
  world = await startWorld({ now: clock.now, modules: [...modules, teaParty] })
  shop = await world.newShop()
})
let people = 0
beforeEach(async () => {
  clock.set(new Date('2026-11-27T04:00:00.000Z'))
  people += 1
  const persona = `person-${people}`
  const code = world.open.loginCode(persona)
  const { token, shopper } = await world.shop().loginByMiniProgram({ platform: 'weapp', code })
  const client = world.shop(token)
  const address = await client.createAddress({ name: '张三丰', phone: '13900000001', districtCode: '330106', detail: '文三路 1 号' })
  ann = { token, client, addressId: address.id }
  annId = shopper.id
  openId = world.open.openIdOf(persona)
  await shop.owner.updateMessageSettings({ quietFrom: 1320, quietTo: 480, perDay: 3, perTrigger: 1, muted: [] })
  for (const channel of ['weapp', 'sms'] as const)
    for (const name of ['tea-party.ready', 'tea-party.offer'])
      await shop.owner.saveMessageTemplate({ trigger: name, channel, enabled: false })
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const tea = (key: string, what: typeof teaReady = teaReady, shopperId = annId) =>
  inTx(world.db, (tx) =>
    announce(tx, what, {
      key,
      shopId: shop.id,
      shopperId,
      params: { party: '周末茶会', seats: '2' },
      link: 'packages/find/shop/index?id=1',
    }),
  )
const byWeChat = (name: 'tea-party.ready' | 'tea-party.offer' = 'tea-party.ready', more: object = {}) =>
  shop.owner.saveMessageTemplate({
    trigger: name,
    channel: 'weapp',
    enabled: true,
    templateRef: 'SIM_GROUP_RESULT',
    fields: [
      { key: 'thing1', value: '{party}' },
      { key: 'phrase2', value: '已成行' },
      { key: 'thing3', value: '{seats} 位已到齐，请准时出席，也欢迎带上您的朋友一起来' },
    ],
    ...more,
  })
const allow = async (times: number, atPlatform = times) => {
  world.open.subscriptions.allow(openId, 'SIM_GROUP_RESULT', atPlatform)
  for (let n = 0; n < times; n += 1)
    await ann.client.recordConsents({
      requestId: randomUUID(),
      channel: 'weapp',
      answers: [{ templateId: 'SIM_GROUP_RESULT', result: 'accept' }],
    })
}
const arrived = () => world.open.subscriptions.sent.filter((one) => one.openId === openId)
const quota = async () =>
  (await world.db.selectFrom('messaging.quota').select(['given', 'used', 'voided']).where('shopper_id', '=', annId).executeTakeFirst()) ??
  null
const deliveries = async () => {
  const { items } = await shop.owner.listMessageLog({ shopperId: annId })
  return items.flatMap((note) => note.deliveries.map(({ channel, state, reason }) => ({ channel, state, reason })))
}

test('what a play announces is found in the app, once for its key, with a count and a place to go', async () => {
  await tea('one')
  await tea('one')
  await tea('two')
  await world.settle()
  expect(await ann.client.countInbox()).toEqual({ service: 2, marketing: 0 })
  const first = await ann.client.listInbox({ limit: 1 })
  expect(first.items[0]).toMatchObject({
    title: '茶会成行了',
    text: '「周末茶会」2 位已到齐。',
    link: 'packages/find/shop/index?id=1',
    read: false,
  })
  const second = await ann.client.listInbox({ limit: 1, cursor: first.nextCursor ?? '' })
  expect(second).toMatchObject({ items: [{ trigger: 'tea-party.ready' }], nextCursor: null })
  expect(second.items[0]?.id).not.toBe(first.items[0]?.id)
  expect(await ann.client.openInboxMessage({ id: first.items[0]?.id ?? '' })).toMatchObject({ read: true })
  expect(await ann.client.listInbox({ unread: 'true' })).toMatchObject({ items: [{ id: second.items[0]?.id }] })
  expect(await ann.client.readInbox({})).toEqual({ service: 0, marketing: 0 })
})

test('each yes is good for one message: of ten that are due at once, with three allowed, three arrive', async () => {
  await byWeChat()
  await allow(3, 10)
  for (let n = 0; n < 10; n += 1) await tea(`many-${annId}-${n}`)
  await world.deliver()
  await Promise.all([world.sweep(), world.sweep(), world.sweep()])
  expect(arrived()).toHaveLength(3)
  expect(arrived()[0]).toMatchObject({
    page: 'packages/find/shop/index?id=1',
    data: { thing1: '周末茶会', phrase2: '已成行', thing3: '2 位已到齐，请准时出席，也欢迎带上您…' },
  })
  expect(await quota()).toEqual({ given: 3, used: 3, voided: 0 })
  expect((await deliveries()).filter(({ reason }) => reason === 'no_consent')).toHaveLength(7)
  expect((await ann.client.countInbox()).service).toBe(10)
})

test('the same answer told twenty times counts once; a no counts nothing; what is not ours is left out', async () => {
  await byWeChat()
  const requestId = randomUUID()
  const answers = [
    { templateId: 'SIM_GROUP_RESULT', result: 'accept' as const },
    { templateId: 'SOMEBODY_ELSES', result: 'accept' as const },
  ]
  await Promise.all(Array.from({ length: 20 }, () => ann.client.recordConsents({ requestId, channel: 'weapp', answers })))
  await ann.client.recordConsents({
    requestId: randomUUID(),
    channel: 'weapp',
    answers: [{ templateId: 'SIM_GROUP_RESULT', result: 'reject' }],
  })
  expect(await quota()).toEqual({ given: 1, used: 0, voided: 0 })
  expect(await world.shop().listSubscribeTemplates({ channel: 'weapp' })).toEqual({
    items: [{ trigger: 'tea-party.ready', templateId: 'SIM_GROUP_RESULT' }],
  })
})

test('when the platform says that nothing is allowed, nothing is left, whatever was counted; a new yes is good again', async () => {
  await byWeChat()
  await allow(5, 0)
  await tea(`void-${annId}`)
  await world.settle()
  expect(await deliveries()).toEqual([{ channel: 'weapp', state: 'refused', reason: 'not_subscribed' }])
  expect(await quota()).toEqual({ given: 5, used: 0, voided: 5 })
  await allow(1)
  await tea(`again-${annId}`)
  await world.settle()
  expect(arrived()).toHaveLength(1)
  expect(await quota()).toEqual({ given: 6, used: 1, voided: 5 })
})

test('a busy platform is asked again with pauses and then given up; staff send it again, and the yes is spent once', async () => {
  await byWeChat()
  await allow(1)
  world.open.subscriptions.failNext(-1, 43108)
  await tea(`busy-${annId}`)
  await world.settle()
  expect(await deliveries()).toEqual([{ channel: 'weapp', state: 'waiting', reason: 'errcode_-1' }])
  expect(await quota()).toEqual({ given: 1, used: 0, voided: 0 })
  for (const minutes of [1, 2]) {
    clock.advance({ minutes })
    await world.settle()
  }
  expect(arrived()).toHaveLength(1)
  await allow(1)
  world.open.subscriptions.failNext(...Array.from({ length: 8 }, () => -1))
  await tea(`dead-${annId}`)
  for (let n = 0; n < 9; n += 1) {
    await world.settle()
    clock.advance({ minutes: 65 })
  }
  const { items, dead } = await shop.owner.listMessageLog({ shopperId: annId, state: 'dead' })
  expect([items.length, dead]).toEqual([1, 1])
  await shop.owner.updateMessageSettings({ quietFrom: 0, quietTo: 0, perDay: 3, perTrigger: 1, muted: [] })
  await shop.owner.retryMessageDelivery({ id: items[0]?.deliveries[0]?.id ?? '' })
  await world.settle()
  expect(arrived()).toHaveLength(2)
  await expect(shop.owner.retryMessageDelivery({ id: items[0]?.deliveries[0]?.id ?? '' })).rejects.toMatchObject({
    code: 'delivery_not_retryable',
  })
  expect(await quota()).toEqual({ given: 2, used: 2, voided: 0 })
})

test('an answer that is lost is not known: the message arrived, is never sent again, and its yes stays spent', async () => {
  await byWeChat()
  await allow(2)
  world.open.subscriptions.failNext('drop')
  await tea(`lost-${annId}`)
  await world.settle()
  clock.advance({ hours: 2 })
  await world.settle()
  expect(arrived()).toHaveLength(1)
  expect(await deliveries()).toMatchObject([{ channel: 'weapp', state: 'unknown' }])
  expect(await quota()).toEqual({ given: 2, used: 1, voided: 0 })
})

test('a process that dies while it sends leaves a record: nobody sends it again', async () => {
  await byWeChat()
  await allow(1)
  await tea(`crash-${annId}`)
  await world.deliver()
  // As the process leaves it between writing down the attempt and hearing of its end.
  await world.db
    .updateTable('messaging.delivery')
    .set({ state: 'sending', lease_until: clock.now(), template_ref: 'SIM_GROUP_RESULT', attempts: 1 })
    .where('shopper_id', '=', annId)
    .execute()
  await world.db.updateTable('messaging.quota').set({ used: 1 }).where('shopper_id', '=', annId).execute()
  clock.advance({ minutes: 5 })
  await world.settle()
  expect(await deliveries()).toEqual([{ channel: 'weapp', state: 'unknown', reason: 'interrupted' }])
  expect(arrived()).toHaveLength(0)
})

test('nothing goes out at night but what is urgent; the app has it at once', async () => {
  await byWeChat()
  await allow(2)
  clock.set(new Date('2026-11-27T15:00:00.000Z')) // eleven in the evening in China
  await tea(`night-${annId}`)
  await world.settle()
  expect(arrived()).toHaveLength(0)
  expect((await ann.client.countInbox()).service).toBe(1)
  await byWeChat('tea-party.ready', { urgent: true })
  await tea(`urgent-${annId}`)
  await world.settle()
  expect(arrived()).toHaveLength(1)
  clock.set(new Date('2026-11-28T00:00:00.000Z'))
  await world.settle()
  expect(arrived()).toHaveLength(2)
})

test('told twenty times at once under one key it is one note with each of its ways once', async () => {
  await byWeChat()
  await allow(3)
  const key = `ready-${randomUUID()}`
  const whose = { shopId: shop.id, shopperId: annId, params: { party: '周末茶会', seats: '2' }, link: null }
  const what = { key, trigger: 'tea-party.ready', kind: 'service' as const, held: null, test: false, at: clock.now() }
  const write = () =>
    writeNote(
      world.db,
      { ...whose, ...what, id: randomUUID() },
      {
        inbox: { title: '茶会成行了', text: '「周末茶会」2 位已到齐。', readAt: null },
        out: [{ id: randomUUID(), channel: 'weapp', dueAt: clock.now() }],
      },
    )
  await Promise.all(Array.from({ length: 20 }, write))
  await tea(key)
  await world.settle()
  expect((await ann.client.listInbox({})).items).toMatchObject([{ title: '茶会成行了', text: '「周末茶会」2 位已到齐。' }])
  expect(arrived()).toHaveLength(1)
})

test('offers are capped by day and by kind, also when twenty come at once, and not told to who declined them', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, n) => tea(`offer-${annId}-${n}`, teaOffer)))
  await world.settle()
  expect(await ann.client.countInbox()).toEqual({ service: 0, marketing: 1 })
  clock.advance({ hours: 24 })
  await ann.client.updateMessagePreferences({ servicePush: true, serviceSms: true, marketing: false, marketingSms: false })
  await tea(`declined-${annId}`, teaOffer)
  await tea(`service-${annId}`)
  await world.settle()
  expect(await ann.client.countInbox()).toEqual({ service: 1, marketing: 1 })
  const { items } = await shop.owner.listMessageLog({ shopperId: annId, trigger: 'tea-party.offer' })
  expect(items.map(({ held }) => held).filter((held) => held === 'capped')).toHaveLength(19)
  expect(items.map(({ held }) => held)).toContain('declined')
})

test('what a shop has muted is told to nobody', async () => {
  await shop.owner.updateMessageSettings({ quietFrom: 0, quietTo: 0, perDay: 3, perTrigger: 1, muted: ['tea-party.ready'] })
  await tea(`muted-${annId}`)
  await world.settle()
  expect(await ann.client.countInbox()).toEqual({ service: 0, marketing: 0 })
  expect((await shop.owner.listMessageLog({ shopperId: annId })).items).toMatchObject([{ held: 'muted' }])
})

test('a template that the platform would refuse is refused when it is saved', async () => {
  const save = (more: object) =>
    byWeChat('tea-party.ready', more).then(
      () => 'ok',
      (error: { code: string }) => error.code,
    )
  expect(await save({ fields: [{ key: 'thing1', value: '{nobody}' }] })).toBe('template_place_unknown')
  expect(await save({ fields: [{ key: 'keyword1', value: '{party}' }] })).toBe('template_field_wrong')
  expect(await save({ fields: [{ key: 'amount1', value: '{party}' }] })).toBe('template_field_wrong')
  expect(await save({ templateRef: '' })).toBe('template_ref_missing')
  expect(await save({ fields: [] })).toBe('template_empty')
  const sms = { trigger: 'tea-party.offer', channel: 'sms' as const, enabled: true, templateRef: '1800003', fields: [] }
  await expect(shop.owner.saveMessageTemplate({ ...sms, text: '来喝茶' })).rejects.toMatchObject({ code: 'template_unsubscribe_missing' })
  const preview = await shop.owner.previewMessageTemplate({ ...sms, text: '{party}还有 {seats} 座。拒收请回复R' })
  expect(preview).toMatchObject({ text: '周末茶会还有 2 座。拒收请回复R', segments: 1 })
})
