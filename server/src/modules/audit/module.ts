import { adminWrite } from '../../kernel/admin-write.ts'
import { on } from '../../kernel/events.ts'
import { route, staffOf } from '../../kernel/http.ts'
import { defineModule } from '../../kernel/module.ts'
import { listAudit } from './contract.ts'
import { entryPage, insertEntry } from './queries.ts'

export const audit = defineModule({
  name: 'audit',
  calls: {},
  needs: {},
  create: ({ db, newId }) => ({
    calls: {},
    routes: [
      route(listAudit, async (caller, { query }) => {
        const { items, total } = await entryPage(
          db,
          { ...query, shopId: staffOf(caller).shopId },
          { limit: query.pageSize, offset: (query.page - 1) * query.pageSize },
        )
        return { items: items.map((row) => ({ ...row, at: row.at.toISOString(), target: row.target as Record<string, string> })), total } // written by insertEntry only
      }),
    ],
    handlers: [
      on(adminWrite, 'audit.record', ({ payload: { params, body, at, ...write } }) =>
        insertEntry(db, { ...write, id: newId(), at: new Date(at), target: params, input: body }),
      ),
    ],
    jobs: [],
  }),
})
