import type { Calls } from '../../../kernel/contract.ts'
import type { Actor } from '../../../kernel/http.ts'
import type { Module } from '../../../kernel/module.ts'
import { searchCalls } from '../../search/contract.ts'
import type { CouponTemplateInput, RuleInput } from '../contract.ts'
import type { z } from 'zod'
import type { output } from 'zod/v4/core'

/** A module that answers the calls a test needs, checked by its contract, and fails on any other. */
export function standIn<C extends Calls>(
  name: string,
  calls: C,
  answers: { [K in keyof C]?: (input: output<C[K]['input']>) => unknown },
): Module {
  const answer = (call: string) => async (input: unknown) => {
    const known = answers[call]
    if (!known) throw new Error(`the test's ${name} does not answer ${call}`)
    return known(input as output<C[keyof C]['input']>) // parsed by the contract on its way here
  }
  return {
    name,
    calls,
    needs: {},
    create: () => ({
      calls: Object.fromEntries(Object.keys(calls).map((call) => [call, answer(call)])),
      routes: [],
      handlers: [],
      jobs: [],
    }),
  }
}

/** Search where it is not what is tested: it keeps what it is told, unseen. */
let digest = ''
export const noSearch = standIn('search', searchCalls, {
  offersKept: () => ({ digest }),
  putOffers: (told) => {
    digest = told.digest
    return { ok: true }
  },
})

/** Tokens of tests say who holds them: `shopper:<id>`, `staff:<shopId>`. */
export async function byToken(token: string): Promise<Actor | undefined> {
  const [kind, id = ''] = token.split(':')
  if (kind === 'shopper') return { kind: 'shopper', id, sessionId: id }
  if (kind !== 'staff') return undefined
  return {
    kind: 'staff',
    id,
    name: 'Test',
    sessionId: id,
    shopId: id,
    role: 'owner',
    permissions: ['promotion.read', 'promotion.verify', 'promotion.write'],
  }
}

/** 满0减5, seven days from claiming, one each; over it what the test is about. */
export function couponInput(over: Partial<z.input<typeof CouponTemplateInput>> = {}): z.input<typeof CouponTemplateInput> {
  return { title: '立减5元', kind: 'amount', value: 500, thresholdFen: 0, scope: {}, stock: 100, validDays: 7, ...over }
}

export function ruleInput(over: Partial<z.input<typeof RuleInput>> = {}): z.input<typeof RuleInput> {
  return {
    title: '满100减10',
    group: 'goods',
    scope: {},
    conditions: [],
    benefit: { type: 'amount_off', args: { steps: [{ fromFen: 10_000, offFen: 1000 }] } },
    ...over,
  }
}
