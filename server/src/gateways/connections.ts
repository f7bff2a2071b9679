import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { createAlipayOpen } from './alipay/login.ts'
import type { CarrierTracker } from './carrier-tracker.ts'
import { createDouyin } from './douyin/adapter.ts'
import { createFapiao } from './fapiao/adapter.ts'
import type { InvoiceIssuer } from './invoice-issuer.ts'
import type { CloudPrinter } from './cloud-printer.ts'
import { createFeie } from './feie/adapter.ts'
import { createKdniao } from './kdniao/adapter.ts'
import { createKdniaoWaybills } from './kdniao/waybills.ts'
import { createKuaidi100 } from './kuaidi100/adapter.ts'
import type { MiniProgramCodes } from './mini-program-codes.ts'
import type { MiniProgramPlatform } from './mini-program-platform.ts'
import { channelsOf, type NamedChannel, paymentAccounts } from './payment-accounts.ts'
import type { PayoutChannel } from './payout-channel.ts'
import type { SmsSender } from './sms-sender.ts'
import type { SubscribeSender } from './subscribe-sender.ts'
import { createTencentSms } from './sms/tencent.ts'
import type { WaybillMaker } from './waybill-maker.ts'
import type { ShippingReporter } from './shipping-report.ts'
import { createWeChatShippingReport } from './wechat-open/shipping-report.ts'
import { createWeChatOpen } from './wechat-open/adapter.ts'
import { createWeChatCodes } from './wechat-open/codes.ts'
import { createWeChatSubscribe } from './wechat-open/subscribe.ts'
import { createWeChatTransfer } from './wechat-pay/transfer.ts'

const url = z.url()
const secret = z.string().min(1)

/** What a merchant writes into `connections.json` in the data folder. What is missing there does not exist, or is simulated in the demo. */
export const Connections = z.strictObject({
  ...paymentAccounts,
  wechatOpen: z.strictObject({ baseUrl: url.default('https://api.weixin.qq.com'), appId: secret, secret }).optional(),
  douyin: z
    .strictObject({
      loginUrl: url.default('https://developer.toutiao.com'),
      openUrl: url.default('https://open.douyin.com'),
      appId: secret,
      secret,
      privateKeyPem: secret.optional(),
    })
    .optional(),
  tencentSms: z
    .strictObject({
      baseUrl: url.default('https://sms.tencentcloudapi.com/'),
      secretId: secret,
      secretKey: secret,
      sdkAppId: secret,
      signName: secret,
      templates: z.strictObject({ 'login-code': secret }),
    })
    .optional(),
  kuaidi100: z
    .strictObject({ baseUrl: url.default('https://poll.kuaidi100.com'), customer: secret, key: secret, salt: z.string().min(8) })
    .optional(),
  kdniao: z.strictObject({ baseUrl: url.default('https://api.kdniao.com'), businessId: secret, appKey: secret }).optional(),
  fapiao: z.strictObject({ baseUrl: url, appKey: secret, appSecret: z.string().min(16) }).optional(),
  feie: z.strictObject({ baseUrl: url.default('https://api.feieyun.cn/Api/Open/'), user: secret, ukey: secret }).optional(),
})
export type Connections = z.output<typeof Connections>
/** As it is written: what has a default may be left out. */
export type WrittenConnections = z.input<typeof Connections>

export interface ConnectionSettings {
  dataDir: string
  demo: boolean
}

interface Given {
  config: ConnectionSettings
  now: () => Date
}

/** How this installation takes money: every account of every provider, the preferred first; nothing when it cannot. */
export function paymentChannels({ config, now }: Given): NamedChannel[] | undefined {
  const channels = channelsOf(connections(config), now)
  return channels.length > 0 ? channels : undefined
}

/** How this installation pays money out: with the first account of WeChat Pay. */
export function payoutChannel({ config, now }: Given): PayoutChannel | undefined {
  const account = [connections(config).wechatPay ?? []].flat()[0]
  return account && createWeChatTransfer({ ...account, now })
}

export function miniProgramPlatform({ config, now }: Given): MiniProgramPlatform | undefined {
  const account = connections(config).wechatOpen
  return account && createWeChatOpen({ ...account, now })
}

/** Codes that open the WeChat mini program. */
export function miniProgramCodes({ config, now }: Given): MiniProgramCodes | undefined {
  const account = connections(config).wechatOpen
  return account && createWeChatCodes({ ...account, now })
}

/** Who is in front of the Alipay mini program: asked with the first account that takes payments there. */
export function alipayProgram({ config, now }: Given): MiniProgramPlatform | undefined {
  const account = [connections(config).alipay ?? []].flat().find(({ methods }) => methods.includes('mini'))
  return account && createAlipayOpen({ ...account, now })
}

export function douyinProgram({ config, now }: Given): MiniProgramPlatform | undefined {
  const account = connections(config).douyin
  return account && createDouyin({ ...account, now })
}

export function weappSubscribeSender({ config, now }: Given): SubscribeSender | undefined {
  const account = connections(config).wechatOpen
  return account && createWeChatSubscribe({ ...account, now })
}

export function smsSender({ config, now }: Given): SmsSender | undefined {
  const account = connections(config).tencentSms
  return account && createTencentSms({ ...account, now })
}

export function shippingReporter({ config, now }: Given): ShippingReporter | undefined {
  const account = connections(config).wechatOpen
  return account && createWeChatShippingReport({ ...account, now })
}

/** The aggregators of carriers this installation has an account at. */
export function carrierTrackers({ config, now }: Given): readonly CarrierTracker[] | undefined {
  const { kuaidi100, kdniao } = connections(config)
  const found = [...(kuaidi100 ? [createKuaidi100(kuaidi100)] : []), ...(kdniao ? [createKdniao({ ...kdniao, now })] : [])]
  return found.length > 0 ? found : undefined
}

export function waybillMaker({ config, now }: Given): WaybillMaker | undefined {
  const account = connections(config).kdniao
  return account && createKdniaoWaybills({ ...account, now })
}

export function invoiceIssuer({ config, now }: Given): InvoiceIssuer | undefined {
  const account = connections(config).fapiao
  return account && createFapiao({ ...account, now })
}

/** The cloud of the counter and kitchen printers. */
export function cloudPrinter({ config, now }: Given): CloudPrinter | undefined {
  const account = connections(config).feie
  return account && createFeie({ ...account, now })
}

/** Where the simulated mini-program host answers in the demo; nothing when the real one is used. */
export function simulatedPlatformUrl(config: ConnectionSettings): string | undefined {
  return config.demo && !read(writtenPath(config.dataDir)).wechatOpen
    ? read(simulatedAccountsPath(config.dataDir)).wechatOpen?.baseUrl
    : undefined
}

/**
 * Makes a connection at its first use and keeps it; until it is configured, asks again each time. The simulators of the demo come up
 * beside the server, so they may not be there yet when the modules are built.
 */
export function whenFirstUsed<T>(connect: () => T | undefined): () => T | undefined {
  let kept: T | undefined
  return () => (kept ??= connect())
}

const writtenPath = (dataDir: string): string => join(dataDir, 'connections.json')
/** Written by the simulators of the demo when they start. */
export const simulatedAccountsPath = (dataDir: string): string => join(dataDir, 'simulators', 'accounts.json')

function connections({ dataDir, demo }: ConnectionSettings): Connections {
  const written = read(writtenPath(dataDir))
  return demo ? { ...read(simulatedAccountsPath(dataDir)), ...written } : written
}

function read(path: string): Connections {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return {}
    throw fault
  }
  const parsed = Connections.safeParse(JSON.parse(text))
  if (!parsed.success) throw new Error(`${path} is not usable:\n${z.prettifyError(parsed.error)}`)
  return parsed.data
}
