import { type AdminClient, createAdminClient } from '../../clients/admin/client.ts'
import type { Send } from '../../clients/runtime.ts'
import { createShopClient, type ShopClient } from '../../clients/shop/client.ts'
import type { System } from '../../server/src/kernel/compose.ts'
import { type Authenticate, createAuthenticate } from '../../server/src/kernel/session.ts'
import { demoPassword } from '../accounts.ts'

/** A clock that can be set back, so that papers of last week bear last week's date. */
export interface Clock {
  now: () => Date
  /** Does something as it was so many days ago. Nothing else may run meanwhile. */
  ago: <T>(days: number, run: () => Promise<T>) => Promise<T>
}

export function createClock(): Clock {
  let backMs = 0
  return {
    now: () => new Date(Date.now() - backMs),
    ago: async (days, run) => {
      backMs = days * 86_400_000
      try {
        return await run()
      } finally {
        backMs = 0
      }
    },
  }
}

/** Who uses the product's own operations while the demo is furnished. */
export interface Actors {
  /** Signs in as a member of staff. */
  staff: (account: string) => Promise<AdminClient>
  /** As this shopper, without a sign-in: nobody can call this process from outside. */
  shopper: (id: string) => ShopClient
  authenticate: Authenticate
  enter: (system: System) => void
}

const shopperToken = 'demo-shopper-'

export function createActors(): Actors {
  let inside: { system: System; known: Authenticate } | undefined
  const house = () => {
    if (!inside) throw new Error('nobody can act before the modules are there')
    return inside
  }
  const sendAs =
    (token?: string): Send =>
    async ({ method, path, body }) => {
      const reply = await house().system.app.inject({
        method,
        url: path,
        headers: {
          'accept-language': 'zh-CN',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      })
      if (reply.statusCode >= 300) throw new Error(`${method} ${path} was refused with ${reply.statusCode}: ${reply.body}`)
      return reply.body === '' ? undefined : reply.json()
    }
  return {
    enter: (system) => {
      inside = { system, known: createAuthenticate(system.calls) }
    },
    authenticate: async (token) => {
      if (!token.startsWith(shopperToken)) return house().known(token)
      const id = token.slice(shopperToken.length)
      return { kind: 'shopper', id, sessionId: id }
    },
    staff: async (account) => {
      const { token } = await createAdminClient(sendAs()).staffLogin({ account, password: demoPassword })
      return createAdminClient(sendAs(token))
    },
    shopper: (id) => createShopClient(sendAs(`${shopperToken}${id}`)),
  }
}
