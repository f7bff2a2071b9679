import { later } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import { route, staffOf } from '../../kernel/http.ts'
import { cron } from '../../kernel/jobs.ts'
import { defineModule } from '../../kernel/module.ts'
import { shopCalls } from '../shop/contract.ts'
import type { Staff } from './context.ts'
import * as face from './contract.ts'
import { end } from './end-sessions.ts'
import { login, whoIs } from './login.ts'
import { changePassword, me, mySessions, revoke, switchTo } from './me.ts'
import { create, members, put, resetPassword, update } from './members.ts'
import { messages } from './messages.ts'
import { forgetOld } from './queries.ts'
import { permissionsOf } from './roles.ts'

export const staff = defineModule({
  name: 'staff',
  calls: face.staffCalls,
  needs: { shop: shopCalls },
  messages,
  create: (kit) => {
    const staff: Staff = { db: kit.db, now: kit.now, newId: kit.newId, shop: kit.needs.shop }
    return {
      calls: {
        whoIs: (input) => whoIs(staff, input),
        put: (input) => put(staff, face.staffCalls.put.input.parse(input)),
      },
      routes: [
        route(face.staffLogin, ({ ip, userAgent }, { body }) => login(staff, body, { ip, userAgent })),
        route(face.staffLogout, async (caller) => {
          const { id, sessionId } = staffOf(caller)
          await end(staff, { accountId: id, only: sessionId })
          return { ok: true as const }
        }),
        route(face.getStaffMe, (caller) => me(staff, staffOf(caller))),
        route(face.switchShop, (caller, { body }) => switchTo(staff, staffOf(caller), body.shopId)),
        route(face.changeMyPassword, (caller, { body }) => changePassword(staff, staffOf(caller), { ...body, ip: caller.ip })),
        route(face.listMySessions, (caller) => mySessions(staff, staffOf(caller))),
        route(face.revokeMySession, (caller, { params }) => revoke(staff, staffOf(caller), params.id)),
        route(face.listStaff, (caller, { query }) => members(staff, staffOf(caller).shopId, query)),
        route(face.createStaff, (caller, { body }) => create(staff, staffOf(caller).shopId, body)),
        route(face.updateStaff, (caller, { params, body }) => update(staff, { shopId: staffOf(caller).shopId, id: params.id }, body)),
        route(face.resetStaffPassword, async (caller, { params, body }) => {
          const { id, shopId } = staffOf(caller)
          if (id === params.id) throw new AppError('conflict', 'own_password') // one's own is changed against the old one
          return resetPassword(staff, { shopId, id: params.id, by: id }, body.newPassword)
        }),
        route(face.listRoles, async () => ({
          items: face.Role.options.map((role) => ({ role, permissions: [...permissionsOf[role]] })),
        })),
      ],
      handlers: [],
      jobs: [
        cron({
          name: 'staff.forget-old',
          cron: '37 3 * * *',
          run: () => forgetOld(staff.db, staff.now(), later(staff.now(), { days: -1 })),
        }),
      ],
    }
  },
})
