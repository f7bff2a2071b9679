import type { Question, Quote } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Card, Cell } from '@/kit/Cell'
import { Checkbox, Switch } from '@/kit/Checkbox'
import { DayPicker } from '@/kit/DayPicker'
import { Field } from '@/kit/Field'
import { dayIn, dayLabel } from '@/kit/month'

/** By SKU and question. */
export type Answers = Record<string, Record<string, string>>

/** As the server wants them: those that say something. */
export function answersFor(answers: Answers) {
  return Object.entries(answers).map(([skuId, given]) => ({
    skuId,
    answers: Object.entries(given)
      .filter(([, value]) => value.trim() !== '')
      .map(([questionId, value]) => ({ questionId, value: value.trim() })),
  }))
}

interface QuestionsProps {
  quote: Quote
  answers: Answers
  onAnswers: (answers: Answers) => void
}

/** What the shop asks about the goods: an engraving, a day. Nothing when it asks nothing. */
export function QuestionsCard({ quote, answers, onAnswers }: QuestionsProps) {
  const lines = quote.shops.flatMap((group) => group.lines)
  const productIds = [...new Set(lines.map((line) => line.productId))].join(',')
  const { data } = useQuery({
    queryKey: ['questions', productIds],
    queryFn: () => shop.listCheckoutQuestions({ productIds }),
    enabled: productIds !== '',
  })
  const asked = new Map((data?.items ?? []).map((item) => [item.productId, item.questions]))
  const answer = (skuId: string, questionId: string, value: string) =>
    onAnswers({ ...answers, [skuId]: { ...answers[skuId], [questionId]: value } })
  return (
    <>
      {lines
        .filter((line) => (asked.get(line.productId) ?? []).length > 0)
        .map((line) => (
          <Card key={line.skuId} testId="checkout-questions">
            <Box className="buy-line__title">
              {line.title} {line.options.join(' / ')}
            </Box>
            {(asked.get(line.productId) ?? []).map((question) => (
              <Ask
                key={question.id}
                question={question}
                value={answers[line.skuId]?.[question.id] ?? ''}
                onValue={(value) => answer(line.skuId, question.id, value)}
              />
            ))}
          </Card>
        ))}
    </>
  )
}

function Ask({ question, value, onValue }: { question: Question; value: string; onValue: (value: string) => void }) {
  const label = question.required ? `${question.label} *` : question.label
  if (question.kind === 'choice') {
    return (
      <Box>
        <Text>{label}</Text>
        {question.options.map((option) => (
          <Checkbox key={option} radio on={option === value} label={option} onChange={() => onValue(option)}>
            <Text>{option}</Text>
          </Checkbox>
        ))}
      </Box>
    )
  }
  if (question.kind === 'date') return <AskDay question={question} label={label} value={value} onValue={onValue} />
  return (
    <Field
      label={label}
      value={value}
      onInput={onValue}
      placeholder={question.hint}
      maxLength={question.maxLength}
      testId="checkout-answer"
    />
  )
}

interface DayProps {
  question: Extract<Question, { kind: 'date' }>
  label: string
  value: string
  onValue: (value: string) => void
}

/** A day between the first and the last that the shop offers. */
function AskDay({ question, label, value, onValue }: DayProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Cell title={label} value={value ? dayLabel(value) : t('checkout.chooseDay')} onTap={() => setOpen(true)} testId="checkout-day" />
      <DayPicker
        open={open}
        title={question.label}
        from={dayIn(question.fromDays)}
        to={dayIn(question.toDays)}
        value={value}
        {...(question.required ? {} : { onClear: () => onValue('') })}
        onPick={onValue}
        onClose={() => setOpen(false)}
      />
    </>
  )
}

/** A gift: the friend says later where it goes. Null: it is for oneself. */
export function GiftSwitch({ message, onMessage }: { message: string | null; onMessage: (message: string | null) => void }) {
  return (
    <Card>
      <Box className="checkout__row checkout__row--switch">
        <Text>{t('gift.asGift')}</Text>
        <Switch on={message !== null} label={t('gift.asGift')} testId="as-gift" onChange={(on) => onMessage(on ? '' : null)} />
      </Box>
      {message === null ? null : (
        <>
          <Box className="buy-line__note">{t('gift.explained')}</Box>
          <Field label={t('gift.message')} value={message} onInput={onMessage} placeholder={t('gift.messageHint')} maxLength={100} />
        </>
      )}
    </Card>
  )
}
