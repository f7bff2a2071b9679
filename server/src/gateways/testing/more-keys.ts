import { generateKeyPairSync, type KeyObject, randomBytes, randomInt } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { selfSigned } from '../wechat-pay/testing/certificate.ts'

const Pair = z.object({ publicPem: z.string(), privatePem: z.string() })
const AlipayCertificates = z.object({ appPem: z.string(), platformPem: z.string(), rootPem: z.string() })
const AlipayKeys = z.object({
  appId: z.string(),
  sellerId: z.string(),
  merchant: Pair,
  platform: Pair,
  /** For an app in certificate mode; sets of keys from before there was one have none. */
  certificates: AlipayCertificates.optional(),
})
const UnionPayKeys = z.object({
  merchantId: z.string(),
  certId: z.string(),
  merchant: Pair,
  rootPem: z.string(),
  middlePem: z.string(),
  signerPem: z.string(),
  signerPrivatePem: z.string(),
  signerCertId: z.string(),
  /** A certificate of the same authority for somebody who is not UnionPay. */
  strangerPem: z.string(),
  strangerPrivatePem: z.string(),
})
const Keys = z.object({ alipay: AlipayKeys, unionPay: UnionPayKeys })

export type AlipayKeys = z.output<typeof AlipayKeys>
export type UnionPayKeys = z.output<typeof UnionPayKeys>
export type MoreKeys = z.output<typeof Keys>

/** Fresh keys of simulated Alipay and UnionPay, worth nothing anywhere else. */
export function makeMoreKeys(now: Date): MoreKeys {
  return {
    alipay: makeAlipayKeys(now),
    unionPay: makeUnionPayKeys(now),
  }
}

/** As Alipay hands them out: names of several parts, and a root file in which one certificate is of another kind of key. */
function makeAlipayKeys(now: Date): AlipayKeys {
  const [merchant, platform, root, middle] = [pair(), pair(), pair(), pair()]
  const other = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const times = { from: new Date(now.getTime() - 365 * 86_400_000), until: new Date(now.getTime() + 4 * 365 * 86_400_000) }
  const named = (name: string) =>
    [
      ['C', 'CN'],
      ['O', 'Simulated Financial'],
      ['OU', 'Certification Authority'],
      ['CN', name],
    ] as const
  const issued = (keys: PublicSide, name: string, by: { name: string; keys: PrivateSide }) =>
    selfSigned({
      serial: serial(),
      name: named(name),
      ...times,
      publicKey: keys.publicKey,
      privateKey: by.keys.privateKey,
      issuer: named(by.name),
    })
  const [top, mid] = [
    { name: 'Simulated Root R1', keys: root },
    { name: 'Simulated Class 2 R1', keys: middle },
  ]
  return {
    appId: `2021${digits(12)}`,
    sellerId: `2088${digits(12)}`,
    merchant: pemOf(merchant),
    platform: pemOf(platform),
    certificates: {
      appPem: issued(merchant, 'Simulated merchant', mid),
      platformPem: issued(platform, 'Simulated platform', mid),
      rootPem: [
        issued(other, 'Simulated Root E1', { name: 'Simulated Root E1', keys: other }),
        issued(root, top.name, top),
        issued(middle, mid.name, top),
      ].join(''),
    },
  }
}

function makeUnionPayKeys(now: Date): UnionPayKeys {
  const [root, middle, signer, stranger] = [pair(), pair(), pair(), pair()]
  const times = { from: new Date(now.getTime() - 365 * 86_400_000), until: new Date(now.getTime() + 4 * 365 * 86_400_000) }
  const signerSerial = serial()
  const issued = (keys: KeyPair, who: { name: string; number?: string }, by: { name: string; keys: KeyPair }) =>
    selfSigned({
      serial: who.number ?? serial(),
      name: who.name,
      ...times,
      publicKey: keys.publicKey,
      privateKey: by.keys.privateKey,
      issuer: by.name,
    })
  const top = { name: 'Simulated Root CA', keys: root }
  const mid = { name: 'Simulated Middle CA', keys: middle }
  return {
    merchantId: '777290058000001',
    certId: BigInt(`0x${serial()}`).toString(),
    merchant: pemOf(pair()),
    rootPem: issued(root, top, top),
    middlePem: issued(middle, mid, top),
    signerPem: issued(signer, { name: '041@Z12@中国银联股份有限公司@00000001', number: signerSerial }, mid),
    signerPrivatePem: pemOf(signer).privatePem,
    signerCertId: BigInt(`0x${signerSerial}`).toString(),
    strangerPem: issued(stranger, { name: '041@Z12@某某商户有限公司@00000002' }, mid),
    strangerPrivatePem: pemOf(stranger).privatePem,
  }
}

type PublicSide = { publicKey: KeyObject }
type PrivateSide = { privateKey: KeyObject }
type KeyPair = ReturnType<typeof pair>
const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })

const pemOf = ({ publicKey, privateKey }: KeyPair): z.output<typeof Pair> => ({
  publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
})

const serial = (): string => `5${randomBytes(8).toString('hex').toUpperCase().slice(1)}`
const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('')

/** The keys of this installation: made at the first call, the same ever after, readable by the owner alone. */
export function moreKeysIn(dataDir: string): MoreKeys {
  const path = join(dataDir, 'simulators', 'more-pay-keys.json')
  return readKeys(path) ?? writeKeys(path)
}

function writeKeys(path: string): MoreKeys {
  mkdirSync(dirname(path), { recursive: true })
  const own = `${path}.${process.pid}`
  writeFileSync(own, JSON.stringify(makeMoreKeys(new Date())), { mode: 0o600 })
  try {
    linkSync(own, path)
  } catch (fault) {
    // Another process of this installation was faster: its keys hold.
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'EEXIST')) throw fault
  } finally {
    rmSync(own)
  }
  const agreed = readKeys(path)
  if (!agreed) throw new Error(`${path} was written and is not there`)
  return agreed
}

function readKeys(path: string): MoreKeys | undefined {
  try {
    return Keys.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return undefined
    throw fault
  }
}
