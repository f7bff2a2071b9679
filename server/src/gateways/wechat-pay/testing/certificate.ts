import { createSign, type KeyObject } from 'node:crypto'

/** Just enough DER to write a self-signed certificate: Node reads X.509 but cannot make it. */
const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content])
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const bytes = length < 0x100 ? [length] : [length >> 8, length & 0xff]
  return Buffer.from([0x80 | bytes.length, ...bytes])
}

const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts)
const sha256WithRsa = sequence(der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05))
const sha256WithEc = sequence(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')))
const parts = { C: '550406', O: '55040a', OU: '55040b', CN: '550403' } as const

/** The common name alone, or every part of a name in order. */
type Name = string | readonly (readonly [keyof typeof parts, string])[]

const nameOf = (name: Name): Buffer =>
  sequence(
    ...(typeof name === 'string' ? ([['CN', name]] as const) : name).map(([part, text]) =>
      der(0x31, sequence(der(0x06, Buffer.from(parts[part], 'hex')), der(0x0c, Buffer.from(text)))),
    ),
  )

function timeOf(date: Date): Buffer {
  return der(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`))
}

export interface CertificateInput {
  /** Hex; its first digit below 8, so that the number is positive. */
  serial: string
  name: Name
  from: Date
  until: Date
  publicKey: KeyObject
  /** Of whoever signs it: the owner, when no issuer is named. */
  privateKey: KeyObject
  issuer?: Name
}

/** A certificate in PEM, signed by its owner or by an issuer. */
export function selfSigned(input: CertificateInput): string {
  const algorithm = input.privateKey.asymmetricKeyType === 'ec' ? sha256WithEc : sha256WithRsa
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from(input.serial, 'hex')),
    algorithm,
    nameOf(input.issuer ?? input.name),
    sequence(timeOf(input.from), timeOf(input.until)),
    nameOf(input.name),
    input.publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = createSign('SHA256').update(body).sign(input.privateKey)
  const whole = sequence(body, algorithm, der(0x03, Buffer.from([0]), signature))
  return `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replace(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`
}
