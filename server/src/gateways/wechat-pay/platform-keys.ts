import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import { type Sealed, unseal } from './signature.ts'

/** The platform's keys, by the id that `Wechatpay-Serial` names: a certificate serial or a `PUB_KEY_ID_…`. */
export interface PlatformKeys {
  find: (id: string) => Promise<KeyObject | undefined>
  /** Sent with each request, so that the answer is signed by a key we hold. */
  preferredId: string | undefined
  /** What nobody but the platform shall read is sealed with it; nothing while it cannot be had. */
  sealing: () => Promise<{ id: string; key: KeyObject } | undefined>
}

export interface StaticVerifier {
  id: string
  publicKeyPem: string
}

/** Public-key mode: keys come from the merchant console and never expire. Several may stand side by side during a switch. */
export function fixedKeys(verifiers: readonly StaticVerifier[], preferredId = verifiers[0]?.id): PlatformKeys {
  const keys = new Map(verifiers.map((verifier) => [verifier.id, createPublicKey(verifier.publicKeyPem)]))
  const find = async (id: string): Promise<KeyObject | undefined> => keys.get(id)
  return { find, preferredId, sealing: async () => named(preferredId, preferredId === undefined ? undefined : keys.get(preferredId)) }
}

const named = (id: string | undefined, key: KeyObject | undefined) => (id !== undefined && key ? { id, key } : undefined)

export interface FetchedCertificate {
  serial_no: string
  effective_time: string
  expire_time: string
  encrypt_certificate: Sealed
}

interface CertificateOptions {
  /** Answers the platform's list of certificates, or nothing when it could not be had. */
  fetch: () => Promise<readonly FetchedCertificate[] | undefined>
  apiV3Key: string
  now: () => Date
}

const refreshAfterMs = 12 * 3600_000
/** An unknown serial asks again, but a stranger's made-up serials must not turn into a flood of requests to the platform. */
const leastBetweenFetchesMs = 60_000

/**
 * Certificate mode: fetched, opened with the APIv3 key (which proves their origin), kept 12 hours, several at once.
 * Asks again at most once a minute when a message names a serial that is not known yet.
 */
export function certificateKeys(options: CertificateOptions): PlatformKeys {
  let keys = new Map<string, KeyObject>()
  let fetchedAt = Number.NEGATIVE_INFINITY
  let running: Promise<void> | undefined

  const fetchAll = async (): Promise<void> => {
    fetchedAt = options.now().getTime()
    const found = await options.fetch()
    if (found) keys = new Map(found.toSorted(byTime).flatMap((one) => opened(one, options)))
  }
  const refresh = (): Promise<void> => (running ??= fetchAll().finally(() => (running = undefined)))

  return {
    preferredId: undefined,
    find: async (id) => {
      const age = options.now().getTime() - fetchedAt
      if (age > refreshAfterMs || (!keys.has(id) && age > leastBetweenFetchesMs) || running) await refresh()
      return keys.get(id)
    },
    sealing: async () => {
      if (keys.size === 0 || options.now().getTime() - fetchedAt > refreshAfterMs) await refresh()
      // The list is in the order of validity: the newest comes last.
      const newest = [...keys].at(-1)
      return newest && { id: newest[0], key: newest[1] }
    },
  }
}

const byTime = (a: FetchedCertificate, b: FetchedCertificate): number => Date.parse(a.effective_time) - Date.parse(b.effective_time)

function opened(fetched: FetchedCertificate, options: CertificateOptions): [string, KeyObject][] {
  const pem = unseal(fetched.encrypt_certificate, options.apiV3Key)
  if (!pem) return []
  const certificate = new X509Certificate(pem)
  const now = options.now().getTime()
  const valid = Date.parse(fetched.effective_time) <= now && now < Date.parse(fetched.expire_time)
  return valid && certificate.serialNumber.toUpperCase() === fetched.serial_no.toUpperCase()
    ? [[fetched.serial_no, certificate.publicKey]]
    : []
}

/** Both kinds at once: what the platform itself asks for during the seven days of a switch. */
export function eitherKeys(first: PlatformKeys, second: PlatformKeys): PlatformKeys {
  return {
    preferredId: first.preferredId ?? second.preferredId,
    find: async (id) => (await first.find(id)) ?? (await second.find(id)),
    sealing: async () => (await first.sealing()) ?? (await second.sealing()),
  }
}
