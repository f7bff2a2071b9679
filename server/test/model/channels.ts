import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PayAction } from '../../../clients/shop/client.ts'
import { createAlipaySimulator } from '../../src/gateways/alipay/testing/simulator.ts'
import type { WrittenConnections } from '../../src/gateways/connections.ts'
import { accountsOf, moreAccountsOf } from '../../src/gateways/testing/accounts.ts'
import { hostSimulators } from '../../src/gateways/testing/host.ts'
import { makeMoreKeys } from '../../src/gateways/testing/more-keys.ts'
import { createUnionPaySimulator } from '../../src/gateways/unionpay/testing/simulator.ts'
import { makeKeys } from '../../src/gateways/wechat-pay/testing/keys.ts'
import { createWeChatPaySimulator } from '../../src/gateways/wechat-pay/testing/simulator.ts'
import type { World } from '../world.ts'
import type { Dice } from './dice.ts'

/** What a platform's own book says of one trade. */
export interface Booked {
  paidFen: number
  backFen: number
}

/** Two merchant accounts at WeChat Pay, Alipay and UnionPay, as payers and platforms see them. */
export interface Channels {
  /** The payer's browser goes where the shop sends it; only then some platforms know the trade. */
  open: (action: PayAction) => Promise<void>
  /** Gives the id of the notification; nothing when the trade cannot be paid any more, or the platform keeps silent. */
  pay: (number: string, silently: boolean) => string | undefined
  /** Whether the shop took it. */
  notify: (id: string) => Promise<boolean>
  /** Finishes what is under way of a trade's refunds; gives the notifications. */
  settleRefunds: (number: string, leave: () => boolean) => string[]
  book: (number: string) => Booked
  break: (dice: Dice) => void
  heal: () => void
  close: () => Promise<void>
}

type Paid = Pick<Booked, 'paidFen'> & { refunds: { number: string; amountFen: number; done: boolean; open: boolean }[] }
interface Platform {
  name: string
  find: (number: string) => Paid | undefined
  pay: (number: string, payment: { notify?: 'none' }) => string | undefined
  settle: (number: string) => string | undefined
  notify: (id: string) => Promise<number>
  fail: (kind: string, on: string, times: number) => void
  heal: () => void
}

export async function openChannels(world: World, now: () => Date): Promise<Channels> {
  const hands = { now, notifyMode: 'manual' as const }
  const more = makeMoreKeys(now())
  const second = { ...makeKeys(now()), merchantId: '1900000002' }
  const wechat2 = createWeChatPaySimulator({
    ...hands,
    keys: second,
    publicUrl: 'http://127.0.0.1/wechat-pay-2',
    name: 'wechat-pay-2',
    refundIntervalMs: 0,
    refundTakesMs: 'manual',
  })
  const urls = { alipay: '' }
  const alipay = createAlipaySimulator({
    ...hands,
    keys: more.alipay,
    get publicUrl() {
      return urls.alipay
    },
  })
  const unionPay = createUnionPaySimulator({ ...hands, keys: more.unionPay, refundTakesMs: 'manual' })
  const host = await hostSimulators([wechat2, alipay, unionPay], { port: 0 })
  urls.alipay = `${host.url}/alipay`
  connect(world, { ...accountsOf(second, host.url).wechatPay, baseUrl: `${host.url}/wechat-pay-2`, label: '备用商户号' }, [
    moreAccountsOf(more, host.url),
  ])
  return handsOf([wechatOf(world.pay, '1'), wechatOf(wechat2, '2'), otherOf(alipay), otherOf(unionPay)], host.stop)
}

/** What the processes of the fleet read: all accounts, the second WeChat one last. */
function connect(world: World, second: object, more: readonly WrittenConnections[]): void {
  const path = join(world.config.dataDir, 'simulators/accounts.json')
  const accounts = JSON.parse(readFileSync(path, 'utf8')) as WrittenConnections & { wechatPay: object } // we wrote it
  const wechatPay = [{ ...accounts.wechatPay, label: '主商户号' }, second]
  writeFileSync(join(world.config.dataDir, 'connections.json'), JSON.stringify(Object.assign({}, accounts, ...more, { wechatPay })))
}

function wechatOf(simulator: World['pay'], name: string): Platform {
  return {
    name: `wechat-${name}`,
    find: (number) => {
      const trade = simulator.trade(number)
      return (
        trade && {
          paidFen: trade.successTime === undefined ? 0 : trade.totalFen,
          refunds: trade.refunds.map(({ outRefundNo, amountFen, status }) => {
            return { number: outRefundNo, amountFen, done: status === 'SUCCESS', open: status === 'PROCESSING' }
          }),
        }
      )
    },
    pay: simulator.pay,
    settle: (number) => simulator.settleRefund(number, 'SUCCESS'),
    notify: simulator.notify,
    fail: (kind, on, times) => simulator.fail({ on: on as 'any', kind: kind as 'delay', times, delayMs: 200 }), // names both kinds have
    heal: simulator.heal,
  }
}

function otherOf(simulator: ReturnType<typeof createAlipaySimulator> | ReturnType<typeof createUnionPaySimulator>): Platform {
  return {
    name: simulator.name,
    find: (number) => {
      const trade = simulator.trade(number)
      return (
        trade && {
          paidFen: trade.paidAt === undefined ? 0 : trade.amountFen,
          refunds: trade.refunds.map(({ number: name, amountFen, state }) => {
            return { number: name, amountFen, done: state === 'done', open: state === 'processing' }
          }),
        }
      )
    },
    pay: simulator.pay,
    settle: (number) => simulator.settleRefund(number, 'done'),
    notify: simulator.notify,
    fail: (kind, on, times) => simulator.fail({ on, kind: kind as 'delay', times, delayMs: 200 }), // names both kinds have
    heal: simulator.heal,
  }
}

const faults = ['drop-before', 'drop-after', 'drop-after', 'error-500', 'bad-signature', 'unsigned', 'delay', 'not-enough'] as const
const endpoints = ['prepay', 'query', 'close', 'refund', 'refund', 'query-refund', 'transfer', 'any'] as const

function handsOf(platforms: readonly Platform[], stop: () => Promise<void>): Channels {
  const notices = new Map<string, Platform>()
  const keep = (platform: Platform, id: string | undefined): string | undefined => {
    if (id) notices.set(id, platform)
    return id
  }
  const at = (number: string): Platform | undefined => platforms.find((platform) => platform.find(number))
  return {
    open: openPage,
    pay: (number, silently) => {
      const platform = at(number)
      try {
        return platform && keep(platform, platform.pay(number, silently ? { notify: 'none' } : {}))
      } catch (error) {
        if (!(error instanceof Error) || !/^(no )?trade/.test(error.message)) throw error
        return undefined
      }
    },
    notify: async (id) => {
      const status = (await notices.get(id)?.notify(id)) ?? 0
      return status >= 200 && status < 300
    },
    settleRefunds: (number, leave) => {
      const platform = at(number)
      const open = platform?.find(number)?.refunds.filter((refund) => refund.open && !leave()) ?? []
      return open.flatMap((refund) => (platform && keep(platform, platform.settle(refund.number))) ?? [])
    },
    book: (number) => {
      const trade = at(number)?.find(number)
      const backFen = (trade?.refunds ?? []).reduce((sum, refund) => sum + (refund.done ? refund.amountFen : 0), 0)
      return { paidFen: trade?.paidFen ?? 0, backFen }
    },
    break: (dice) => {
      const platform = dice.pick(platforms)
      platform.heal()
      platform.fail(dice.pick(faults), dice.pick(endpoints), 1 + dice.below(3))
    },
    heal: () => platforms.forEach((platform) => platform.heal()),
    close: stop,
  }
}

const unescaped = (text: string): string =>
  text.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'")

/** Opens the address; a page that is only a form sends it on. */
async function openPage(action: PayAction): Promise<void> {
  if (action.kind !== 'redirect' || !/alipay|\/api\/|unionpay/.test(action.url)) return
  const page = await fetch(action.url, { signal: AbortSignal.timeout(10_000) })
  const html = await page.text()
  const target = /<form id="pay" method="post" action="([^"]+)"/.exec(html)?.[1]
  if (!target) return
  const fields = [...html.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    unescaped(value),
  ])
  await (await fetch(unescaped(target), { method: 'POST', body: new URLSearchParams(fields), signal: AbortSignal.timeout(10_000) })).text()
}
