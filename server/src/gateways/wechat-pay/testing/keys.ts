import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { selfSigned } from './certificate.ts'

const Keys = z.object({
  appId: z.string(),
  merchantId: z.string(),
  merchantSerial: z.string(),
  merchantPrivateKeyPem: z.string(),
  merchantPublicKeyPem: z.string(),
  apiV3Key: z.string().length(32),
  /** What the merchant shares with the other simulators. */
  sharedSecret: z.string().min(32),
  /** The platform's side: one pair behind a public-key id, one behind a certificate. */
  publicKeyId: z.string(),
  publicKeyPem: z.string(),
  publicKeyPrivatePem: z.string(),
  certificateSerial: z.string(),
  certificatePem: z.string(),
  certificatePrivatePem: z.string(),
})

/** The keys of both sides of the simulated platform. Made on this machine, worth nothing anywhere else. */
export type SimulatedKeys = z.output<typeof Keys>

/** Fresh keys for a merchant that exists only in the simulator. Takes about a second. */
export function makeKeys(now: Date): SimulatedKeys {
  const merchant = pair()
  const platform = pair()
  return {
    appId: 'wxdemo0000puzi0000',
    merchantId: '1900000001',
    merchantSerial: serial(),
    merchantPrivateKeyPem: merchant.privateKey,
    merchantPublicKeyPem: merchant.publicKey,
    apiV3Key: randomBytes(16).toString('hex'),
    sharedSecret: randomBytes(24).toString('hex'),
    publicKeyId: `PUB_KEY_ID_0119000000012026${randomBytes(8).toString('hex').toUpperCase()}`,
    publicKeyPem: platform.publicKey,
    publicKeyPrivatePem: platform.privateKey,
    ...newCertificate(now),
  }
}

/** A certificate of the platform with a key of its own. */
export function newCertificate(now: Date): Pick<SimulatedKeys, 'certificateSerial' | 'certificatePem' | 'certificatePrivatePem'> {
  const keys = pair()
  const certificateSerial = serial()
  return {
    certificateSerial,
    certificatePem: selfSigned({
      serial: certificateSerial,
      name: 'Simulated payment platform',
      from: new Date(now.getTime() - 365 * 86_400_000),
      until: new Date(now.getTime() + 4 * 365 * 86_400_000),
      publicKey: createPublicKey(keys.publicKey),
      privateKey: keys.privateKeyObject,
    }),
    certificatePrivatePem: keys.privateKey,
  }
}

function pair() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    privateKeyObject: privateKey,
  }
}

/** Twenty bytes, positive, as the platform's own serials are. */
const serial = (): string => `5${randomBytes(20).toString('hex').toUpperCase().slice(1)}`

/**
 * The keys of this installation: made at the first call, the same ever after, readable by the owner alone.
 * Two processes that start together agree on one set.
 */
export function keysIn(dataDir: string): SimulatedKeys {
  const path = join(dataDir, 'simulators', 'wechat-pay-keys.json')
  return readKeys(path) ?? writeKeys(path)
}

function writeKeys(path: string): SimulatedKeys {
  mkdirSync(dirname(path), { recursive: true })
  const own = `${path}.${process.pid}`
  writeFileSync(own, JSON.stringify(makeKeys(new Date()), null, 2), { mode: 0o600 })
  try {
    linkSync(own, path)
  } catch (fault) {
    if (!isExisting(fault)) throw fault
  } finally {
    rmSync(own)
  }
  const agreed = readKeys(path)
  if (!agreed) throw new Error(`${path} was written and is not there`)
  return agreed
}

function readKeys(path: string): SimulatedKeys | undefined {
  try {
    return Keys.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return undefined
    throw fault
  }
}

const isExisting = (fault: unknown): boolean => fault instanceof Error && 'code' in fault && fault.code === 'EEXIST'
