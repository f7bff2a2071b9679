import type { Lang } from '../../kernel/messages.ts'
import type { Rule } from './contract.ts'
import type { z } from 'zod'
import { benefits, conditions } from './rules.ts'

/** What a rule does, in the few words of a tag: 满200减20, 新客满99元包邮. Nothing for a kind that no longer exists. */
export function labelOf(rule: Pick<z.output<typeof Rule>, 'conditions' | 'benefit'>, lang: Lang): string {
  const when = rule.conditions.map(({ type, args }) =>
    words(
      conditions.find((kind) => kind.type === type),
      args,
      lang,
    ),
  )
  const then = words(
    benefits.find((kind) => kind.type === rule.benefit.type),
    rule.benefit.args,
    lang,
  )
  return [...when, then].join(lang === 'en' ? ', ' : '')
}

type Kind = (typeof conditions)[number] | (typeof benefits)[number]
const words = (kind: Kind | undefined, args: unknown, lang: Lang): string => kind?.describe(kind.args.parse(args), lang) ?? ''
