import { deviceStorage } from '@/platform/storage'
import { randomKey } from './random-key'

const NAME = 'puzi-device'

/** What this device calls itself, the same as long as its storage is kept. Proves nothing; who hides it is asked more often. */
export function deviceName(): string {
  const known = deviceStorage.getItem(NAME)
  if (typeof known === 'string' && /^[\w-]{8,64}$/.test(known)) return known
  const fresh = randomKey()
  void deviceStorage.setItem(NAME, fresh)
  return fresh
}
