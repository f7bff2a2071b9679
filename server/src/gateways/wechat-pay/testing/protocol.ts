import {
  createCipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  randomBytes,
  sign as rsaSign,
  verify as rsaVerify,
} from 'node:crypto'
import type { SimReply, SimRequest } from '../../testing/host.ts'
import type { SimulatedKeys } from './keys.ts'

/** The platform's side of the signature protocol, written from the protocol alone and sharing nothing with the adapter. */
export interface PlatformSide {
  keys: SimulatedKeys
  now: () => Date
  /** Which of the platform's two keys signs what nobody asked a certain key for. */
  signsWith: () => 'public-key' | 'certificate'
}

export const failure = (status: number, code: string, message: string): PlatformFailure => ({ status, code, message })
export interface PlatformFailure {
  status: number
  code: string
  message: string
}

/** Nothing when the request is signed by the merchant, in time; else what to answer. */
export function faultOfRequest(side: PlatformSide, request: SimRequest): PlatformFailure | undefined {
  const header = request.headers['authorization'] ?? ''
  const [kind, rest] = [header.slice(0, header.indexOf(' ')), header.slice(header.indexOf(' ') + 1)]
  if (kind !== 'WECHATPAY2-SHA256-RSA2048') return failure(401, 'SIGN_ERROR', 'Http头Authorization认证类型不正确')
  const fields = new Map([...rest.matchAll(/(\w+)="([^"]*)"/g)].map((match) => [match[1], match[2]]))
  const field = (name: string): string => fields.get(name) ?? ''
  if (field('mchid') !== side.keys.merchantId) return failure(401, 'SIGN_ERROR', '商户号与签名不一致')
  if (field('serial_no') !== side.keys.merchantSerial) return failure(401, 'SIGN_ERROR', '商户证书序列号有误')
  if (!request.headers['user-agent'] || !request.headers['accept']) return failure(400, 'PARAM_ERROR', '缺少User-Agent或Accept')
  const offset = Math.abs(side.now().getTime() - Number(field('timestamp')) * 1000)
  if (!(offset <= 300_000)) return failure(401, 'SIGN_ERROR', 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟')
  const head = `${request.method}\n${request.url}\n${field('timestamp')}\n${field('nonce_str')}\n`
  const message = Buffer.concat([Buffer.from(head), request.rawBody, Buffer.from('\n')])
  const key = createPublicKey(side.keys.merchantPublicKeyPem)
  const good = rsaVerify('sha256', message, key, Buffer.from(field('signature'), 'base64'))
  return good ? undefined : failure(401, 'SIGN_ERROR', '签名错误，请检查后再试')
}

export interface Flaw {
  signature?: 'bad' | 'none'
  /** Seconds added to the clock of the message. */
  clockSkewSeconds?: number
}

/** The signature headers of a message of the platform; `asked` is the key id that a request named. */
export function signedHeaders(
  side: PlatformSide,
  body: string,
  options: { asked?: string | undefined; flaw?: Flaw | undefined },
): Record<string, string> {
  if (options.flaw?.signature === 'none') return {}
  const key = keyFor(side, options.asked)
  const timestamp = String(Math.floor(side.now().getTime() / 1000) + (options.flaw?.clockSkewSeconds ?? 0))
  const nonce = randomBytes(16).toString('hex')
  const signed = options.flaw?.signature === 'bad' ? `${body} ` : body
  const signature = rsaSign('sha256', Buffer.from(`${timestamp}\n${nonce}\n${signed}\n`), createPrivateKey(key.pem))
  return {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Signature': signature.toString('base64'),
    'Wechatpay-Serial': key.id,
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
    'Request-ID': createHash('sha256').update(nonce).digest('hex').slice(0, 32).toUpperCase(),
  }
}

function keyFor({ keys, signsWith }: PlatformSide, asked: string | undefined): { id: string; pem: string } {
  const publicKey = { id: keys.publicKeyId, pem: keys.publicKeyPrivatePem }
  const certificate = { id: keys.certificateSerial, pem: keys.certificatePrivatePem }
  if (asked === keys.publicKeyId) return publicKey
  if (asked === keys.certificateSerial) return certificate
  return signsWith() === 'public-key' ? publicKey : certificate
}

export function signedReply(
  side: PlatformSide,
  value: unknown,
  options: { status: number; asked?: string | undefined; flaw?: Flaw | undefined },
): SimReply {
  const body = value === undefined ? '' : JSON.stringify(value)
  const type: Record<string, string> = body ? { 'content-type': 'application/json; charset=utf-8' } : {}
  return { status: options.status, headers: { ...type, ...signedHeaders(side, body, options) }, body }
}

/** AEAD_AES_256_GCM as the platform seals: base64 of ciphertext and tag. */
export function seal(
  plain: string,
  apiV3Key: string,
  associatedData: string,
): { algorithm: string; nonce: string; associated_data: string; ciphertext: string } {
  const nonce = randomBytes(6).toString('hex')
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(apiV3Key, 'utf8'), Buffer.from(nonce, 'utf8'))
  cipher.setAAD(Buffer.from(associatedData))
  const bytes = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return {
    algorithm: 'AEAD_AES_256_GCM',
    nonce,
    associated_data: associatedData,
    ciphertext: Buffer.concat([bytes, cipher.getAuthTag()]).toString('base64'),
  }
}
