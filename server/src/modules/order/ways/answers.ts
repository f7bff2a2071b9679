import type { z } from 'zod'
import { dayOf, later } from '../../../kernel/clock.ts'
import { AppError } from '../../../kernel/errors.ts'
import type { LineAnswers, Question } from '../contract-ways.ts'

export interface Answered {
  label: string
  value: string
}

/**
 * What was answered to a product's questions, as it is kept with the line. Pure. Throws `answers_wrong` with the question and why: an
 * answer that is missing, to no question, twice, too long, not among the choices, or a day outside the time for it.
 */
export function answersTo(
  questions: readonly Question[],
  given: z.output<typeof LineAnswers> | undefined,
  { skuId, now }: { skuId: string; now: Date },
): Answered[] {
  const wrong = (questionId: string, reason: string): never => {
    throw new AppError('invalid', 'answers_wrong', { skuId, questionId, reason })
  }
  const answers = given?.answers ?? []
  const seen = new Set<string>()
  for (const { questionId } of answers) {
    if (seen.has(questionId)) wrong(questionId, 'twice')
    if (!questions.some((one) => one.id === questionId)) wrong(questionId, 'not_asked')
    seen.add(questionId)
  }
  return questions.flatMap((question) => {
    const value = answers.find((one) => one.questionId === question.id)?.value ?? ''
    if (value === '') {
      if (question.required) wrong(question.id, 'missing')
      return []
    }
    const reason = faultOf(question, value, now)
    if (reason) wrong(question.id, reason)
    return [{ label: question.label, value }]
  })
}

function faultOf(question: Question, value: string, now: Date): string | undefined {
  if (question.kind === 'text') return [...value].length > question.maxLength ? 'too_long' : undefined
  if (question.kind === 'choice') return question.options.includes(value) ? undefined : 'no_such_choice'
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(Date.parse(value)) || new Date(value).toISOString().slice(0, 10) !== value)
    return 'no_such_day'
  const day = (days: number): string => dayOf(later(now, { days }))
  return value < day(question.fromDays) || value > day(question.toDays) ? 'not_then' : undefined
}

/** What is wrong with a shop's questions: two with one id or label, a choice twice, days the wrong way round. */
export function faultOfQuestions(questions: readonly Question[]): string | undefined {
  if (new Set(questions.map((one) => one.id)).size < questions.length) return 'id_twice'
  if (new Set(questions.map((one) => one.label)).size < questions.length) return 'label_twice'
  if (questions.some((one) => one.kind === 'choice' && new Set(one.options).size < one.options.length)) return 'option_twice'
  return questions.some((one) => one.kind === 'date' && one.fromDays > one.toDays) ? 'days_reversed' : undefined
}
