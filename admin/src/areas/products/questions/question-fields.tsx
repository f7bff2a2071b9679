import { ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button, Checkbox, Form, Input, InputNumber, Radio } from 'antd'
import type { Item } from '../../../api/api.ts'
import { useT, type Key } from '../../../i18n/i18n.tsx'

export type Question = Item<'listProductQuestions'>['questions'][number]
type Kind = Question['kind']
const kinds: Record<Kind, Key> = { text: 'question.text', choice: 'question.choice', date: 'question.date' }

/** The same question of another kind: what both have stays. */
function as(kind: Kind, { id, label, required }: Question): Question {
  if (kind === 'text') return { id, label, required, kind, maxLength: 20, hint: '' }
  if (kind === 'choice') return { id, label, required, kind, options: [] }
  return { id, label, required, kind, fromDays: 1, toDays: 14 }
}

interface Props {
  question: Question
  onChange: (question: Question) => void
  onRemove: () => void
  onRaise?: () => void
}

export function QuestionFields({ question, onChange, onRemove, onRaise }: Props) {
  const t = useT()
  return (
    <section className="card card-pad" aria-label={question.label || t('question.label')}>
      <Form layout="vertical" component="div">
        <div className="row">
          <Radio.Group
            optionType="button"
            aria-label={t('question.kind')}
            value={question.kind}
            options={(Object.keys(kinds) as Kind[]).map((value) => ({ value, label: t(kinds[value]) }))}
            onChange={(event) => onChange(as(event.target.value, question))}
          />
          <Checkbox checked={question.required} onChange={(event) => onChange({ ...question, required: event.target.checked })}>
            {t('question.required')}
          </Checkbox>
          <span className="spring" />
          {onRaise && <Button type="text" icon={<ArrowUpOutlined />} aria-label={t('question.raise')} onClick={onRaise} />}
          <Button type="text" danger icon={<DeleteOutlined />} aria-label={t('common.remove')} onClick={onRemove} />
        </div>
        <Form.Item label={t('question.label')} required style={{ marginTop: 12 }}>
          <Input
            value={question.label}
            maxLength={30}
            onChange={(event) => onChange({ ...question, label: event.target.value })}
            data-testid="question-label"
          />
        </Form.Item>
        <Details question={question} onChange={onChange} />
      </Form>
    </section>
  )
}

function Details({ question, onChange }: Pick<Props, 'question' | 'onChange'>) {
  const t = useT()
  if (question.kind === 'text')
    return (
      <div className="row">
        <Form.Item label={t('question.hint')} style={{ flex: 1 }}>
          <Input value={question.hint ?? ''} maxLength={60} onChange={(event) => onChange({ ...question, hint: event.target.value })} />
        </Form.Item>
        <Form.Item label={t('question.maxLength')}>
          <InputNumber
            min={1}
            max={200}
            precision={0}
            value={question.maxLength}
            onChange={(maxLength) => onChange({ ...question, maxLength: maxLength ?? 20 })}
          />
        </Form.Item>
      </div>
    )
  if (question.kind === 'choice')
    return (
      <Form.Item label={t('question.options')} extra={t('question.optionsHint')}>
        <Input.TextArea
          autoSize={{ minRows: 3, maxRows: 10 }}
          defaultValue={question.options.join('\n')}
          onChange={(event) => {
            const lines = event.target.value.split('\n').map((line) => line.trim().slice(0, 40))
            onChange({ ...question, options: lines.filter(Boolean).slice(0, 30) })
          }}
          data-testid="question-options"
        />
      </Form.Item>
    )
  return (
    <Form.Item label={t('question.days')}>
      <span className="row">
        <InputNumber
          min={0}
          max={365}
          precision={0}
          aria-label={t('question.days')}
          value={question.fromDays}
          onChange={(fromDays) => onChange({ ...question, fromDays: fromDays ?? 0 })}
        />
        {t('question.fromTo')}
        <InputNumber
          min={0}
          max={730}
          precision={0}
          aria-label={t('question.fromTo')}
          value={question.toDays}
          onChange={(toDays) => onChange({ ...question, toDays: toDays ?? 0 })}
        />
      </span>
    </Form.Item>
  )
}
