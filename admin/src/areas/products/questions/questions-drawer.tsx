import { PlusOutlined } from '@ant-design/icons'
import { Alert, Button, DatePicker, Drawer, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import type { Item } from '../../../api/api.ts'
import { messageOf } from '../../../api/message.ts'
import { useWrite } from '../../../api/use.ts'
import { useT } from '../../../i18n/i18n.tsx'
import { ProductsSelect } from '../../marketing/products-select.tsx'
import { QuestionFields, type Question } from './question-fields.tsx'

interface Props {
  asked: Item<'listProductQuestions'> | undefined
  onClose: () => void
}

/** The questions of one product, and beside them what the shopper will see. */
export function QuestionsDrawer({ asked, onClose }: Props) {
  const t = useT()
  const [productId, setProduct] = useState(asked?.productId)
  const [questions, setQuestions] = useState<Question[]>(() => asked?.questions ?? [])
  const [error, setError] = useState<Error | null>(null)
  const change = (next: Question[]) => {
    setError(null)
    setQuestions(next)
  }
  const save = useWrite('putProductQuestions', {
    stale: ['listProductQuestions'],
    success: t('common.saved'),
    onDone: onClose,
    onError: (failure) => {
      setError(failure)
      return true
    },
  })
  const wrong = questions.some(isWrong) || new Set(questions.map((one) => one.label.trim())).size < questions.length
  const send = () => productId && save.mutate({ id: productId, questions })
  const add = () =>
    change([...questions, { id: `q-${crypto.randomUUID().slice(0, 8)}`, kind: 'text', label: '', required: true, maxLength: 20, hint: '' }])
  const raise = (at: number) =>
    change([...questions.slice(0, at - 1), ...questions.slice(at, at + 1), ...questions.slice(at - 1, at), ...questions.slice(at + 1)])
  return (
    <Drawer
      open
      onClose={onClose}
      size={720}
      title={asked?.title || t('question.edit')}
      data-testid="questions-drawer"
      footer={
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          {wrong && <span className="muted small">{t('question.wrong')}</span>}
          <span className="spring" />
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            type="primary"
            disabled={!productId || wrong || (!asked && questions.length === 0)}
            loading={save.isPending}
            onClick={send}
            data-testid="questions-save"
          >
            {t('common.save')}
          </Button>
        </div>
      }
    >
      <div className="stack">
        {error && <Alert type="error" showIcon title={messageOf(error, t)} />}
        {!asked && (
          <ProductsSelect
            value={productId ? [productId] : []}
            placeholder={t('question.product')}
            onChange={(ids) => setProduct(ids.at(-1))}
          />
        )}
        {questions.map((question, at) => (
          <QuestionFields
            key={question.id}
            question={question}
            onChange={(next) => change(questions.map((one, index) => (index === at ? next : one)))}
            onRemove={() => change(questions.filter((one) => one.id !== question.id))}
            {...(at > 0 ? { onRaise: () => raise(at) } : {})}
          />
        ))}
        {questions.length === 0 && <span className="muted">{t('question.empty')}</span>}
        <Button icon={<PlusOutlined />} disabled={questions.length >= 10} onClick={add} data-testid="question-add">
          {t('question.add')}
        </Button>
        {questions.length > 0 && <Preview questions={questions} />}
      </div>
    </Drawer>
  )
}

function isWrong(question: Question): boolean {
  if (question.label.trim() === '') return true
  if (question.kind === 'date') return question.fromDays > question.toDays
  return question.kind === 'choice' && (question.options.length < 2 || new Set(question.options).size < question.options.length)
}

/** As the checkout asks. Nothing that is typed here goes anywhere. */
function Preview({ questions }: { questions: readonly Question[] }) {
  const t = useT()
  return (
    <section className="card card-pad" aria-label={t('question.preview')}>
      <h3 style={{ marginTop: 0 }}>{t('question.preview')}</h3>
      <Form layout="vertical" component="div">
        {questions.map((question) => (
          <Form.Item key={question.id} label={question.label || '…'} required={question.required}>
            {question.kind === 'text' && <Input placeholder={question.hint} maxLength={question.maxLength} />}
            {question.kind === 'choice' && <Radio.Group options={question.options.map((value) => ({ value, label: value }))} />}
            {question.kind === 'date' && <DatePicker />}
          </Form.Item>
        ))}
      </Form>
    </section>
  )
}
