import { route, shopperOf, staffOf } from '../../kernel/http.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { openVault } from '../../kernel/vault.ts'
import { catalogCalls } from '../catalog/contract.ts'
import type { CardKeys } from './context.ts'
import * as face from './contract.ts'
import { deliver, orderSecrets, putBack, setAside, takeBack } from './deliver.ts'
import { importKeys } from './import.ts'
import { keysOf } from './key-file.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { pools, secrets } from './pools.ts'
import { deliveredUnits, sealedOtherwise } from './queries/delivery.ts'
import { find, verify } from './vouchers.ts'

export const cardKey = defineModule({
  name: 'card-key',
  calls: { ...face.cardKeyCalls, ...mergeSlot.calls },
  plugsInto: [mergeSlot],
  needs: { catalog: catalogCalls },
  messages,
  create: ({ db, now, newId, config, needs }) => {
    const cards: CardKeys = { db, now, newId, vault: openVault(config.secretKey, 'card-key'), catalog: needs.catalog }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        deliver: (input) => deliver(cards, input),
        setAside: ({ holder = '', ...input }) => setAside(cards, { ...input, holder }),
        putBack: (input) => putBack(cards, input),
        takeBack: ({ asideKey = '', ...input }) => takeBack(cards, { ...input, asideKey }),
        delivered: async ({ orderIds }) => ({ items: await deliveredUnits(db, orderIds) }),
      },
      routes: [
        route(face.listOrderSecrets, (caller, { params }) => orderSecrets(cards, shopperOf(caller), params.id)),
        route(face.listKeyPools, (caller, { query }) => pools(cards, staffOf(caller).shopId, query)),
        route(face.listSecrets, (caller, { query }) => secrets(cards, staffOf(caller).shopId, query)),
        route(face.importKeys, (caller, { params, body }) => {
          const { shopId, name } = staffOf(caller)
          return importKeys(cards, { shopId, staffName: name, skuId: params.id, ...body })
        }),
        route(face.importKeyFile, async (caller, { params, body, files }) => {
          const { shopId, name } = staffOf(caller)
          return importKeys(cards, { shopId, staffName: name, skuId: params.id, ...body, keys: await keysOf(files) })
        }),
        route(face.findVoucher, (caller, { body }) => find(cards, staffOf(caller), body.code)),
        route(face.verifyVoucher, (caller, { body }) => verify(cards, staffOf(caller), body.code)),
      ],
      handlers: [],
      jobs: [],
      checks: [
        { name: 'card keys can be opened with this installation’s key', invariant: 0, run: () => sealedOtherwise(db, cards.vault.keyId) },
      ],
    }
  },
})
