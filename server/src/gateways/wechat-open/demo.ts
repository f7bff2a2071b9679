import { z } from 'zod'
import { mapOutcome, type Outcome, unknown } from '../outcome.ts'
import { request } from '../post.ts'

const Personas = z.object({ items: z.array(z.object({ persona: z.string(), nickname: z.string(), code: z.string() })) })

/** People of the demo, each with a fresh login code. Only the simulator can answer this. */
export async function demoPersonas(baseUrl: string): Promise<Outcome<z.output<typeof Personas>['items']>> {
  const answer = await request(`${baseUrl}/demo/personas`, { method: 'GET', timeoutMs: 3000 })
  if (answer.result !== 'ok') return answer
  const parsed = Personas.safeParse(answer.value.body)
  return parsed.success ? mapOutcome(answer, () => parsed.data.items) : unknown(parsed.error.message)
}
