import { z } from 'zod'
import { createAlipay } from './alipay/adapter.ts'
import type { PaymentChannel } from './payment-channel.ts'
import { createUnionPay } from './unionpay/adapter.ts'
import { createWeChatPay } from './wechat-pay/adapter.ts'

const url = z.url()
const secret = z.string().min(1)

const common = {
  /** What the console calls it. */
  label: z.string().max(40).default(''),
  /** Takes no new payments; what was begun here is still asked about, closed and refunded. */
  retired: z.boolean().default(false),
}

const WeChatPayAccount = z.strictObject({
  ...common,
  baseUrl: url.default('https://api.mch.weixin.qq.com'),
  appId: secret,
  merchantId: secret,
  merchantSerial: secret,
  merchantPrivateKeyPem: secret,
  apiV3Key: z.string().length(32),
  /** Public-key mode; empty for platform certificates. */
  verifiers: z.array(z.strictObject({ id: secret, publicKeyPem: secret })).default([]),
  certificatesToo: z.boolean().default(false),
  methods: z
    .array(z.enum(['jsapi', 'h5', 'native']))
    .min(1)
    .default(['jsapi', 'h5', 'native']),
})

const AlipayAccount = z
  .strictObject({
    ...common,
    gatewayUrl: url.default('https://openapi.alipay.com/gateway.do'),
    appId: secret,
    /** The seller (2088…): notifications name it. */
    sellerId: secret,
    privateKeyPem: secret,
    /** Public-key mode, or … */
    alipayPublicKeyPem: secret.optional(),
    /** … certificate mode. */
    certificates: z.strictObject({ appCertPem: secret, alipayCertPem: secret, alipayRootCertPem: secret }).optional(),
    /** What the platform seals phone numbers with, base64; without it there are none. */
    aesKey: secret.optional(),
    methods: z
      .array(z.enum(['mini', 'wap']))
      .min(1)
      .default(['mini', 'wap']),
  })
  .refine(({ alipayPublicKeyPem, certificates }) => (alipayPublicKeyPem === undefined) !== (certificates === undefined), {
    error: 'give either alipayPublicKeyPem or certificates',
  })

const UnionPayAccount = z.strictObject({
  ...common,
  gatewayUrl: url.default('https://gateway.95516.com'),
  filesUrl: url.default('https://filedownload.95516.com'),
  merchantId: z.string().regex(/^\w{15}$/),
  /** Serial number of the signing certificate, decimal. */
  certId: z.string().regex(/^\d+$/),
  privateKeyPem: secret,
  rootCertificatePem: secret,
  middleCertificatePem: secret,
  /** Who UnionPay's signing certificate belongs to. */
  signerNames: z.array(secret).default(['中国银联股份有限公司', '00040000:SIGN']),
  methods: z
    .array(z.enum(['front']))
    .min(1)
    .default(['front']),
})

/** One account, or several of which the healthiest is taken; the order is the preference among equals. */
const list = <T extends z.ZodType>(account: T) => z.union([account, z.array(account).min(1).max(20)]).optional()

export const paymentAccounts = {
  wechatPay: list(WeChatPayAccount),
  alipay: list(AlipayAccount),
  unionPay: list(UnionPayAccount),
}

const Accounts = z.object(paymentAccounts)
export type PaymentAccounts = z.output<typeof Accounts>

/** A channel with what the installation says of it. */
export interface NamedChannel extends PaymentChannel {
  /** Names the account in addresses and records; the same as long as the account is the same. */
  key: string
  label: string
  retired: boolean
}

const many = <T>(accounts: T | T[] | undefined): T[] => (Array.isArray(accounts) ? accounts : accounts === undefined ? [] : [accounts])

/** Every account in the order of the file. Throws when two of them are the same account. */
export function channelsOf(accounts: PaymentAccounts, now: () => Date): NamedChannel[] {
  const channels = [
    ...many(accounts.wechatPay).map((one) => named(createWeChatPay({ ...one, now }), one)),
    ...many(accounts.alipay).map((one) => named(createAlipay({ ...one, now }), one)),
    ...many(accounts.unionPay).map((one) => named(createUnionPay({ ...one, now }), one)),
  ]
  const twice = channels.find((one, at) => channels.findIndex((other) => other.key === one.key) !== at)
  if (twice) throw new Error(`the account ${twice.key} is configured twice`)
  return channels
}

export const channelKey = (name: string, account: { appId: string; merchantId: string }): string =>
  `${name}.${account.merchantId}.${account.appId}`

function named(channel: PaymentChannel, { label, retired }: { label: string; retired: boolean }): NamedChannel {
  return { ...channel, key: channelKey(channel.name, channel.account), label, retired }
}
