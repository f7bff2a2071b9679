import { DeleteOutlined } from '@ant-design/icons'
import { Alert, Button, ConfigProvider, DatePicker, Drawer, Form, Input, InputNumber, Select, Skeleton, Switch } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { Input as OperationInput } from '../../api/api.ts'
import { messageOf } from '../../api/message.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { without } from '../../ui/keys.ts'
import { ArgsForm } from './args-form.tsx'
import type { Rule } from './promotions-page.tsx'
import { complete, fieldsOf, startOf } from './schema.ts'
import { ScopeForm, wholeShop } from './scope-form.tsx'
import { sentenceOf, type RuleKind } from './sentence.ts'

type Draft = Omit<Rule, 'id' | 'taken' | 'createdAt' | 'updatedAt'>
type Part = Draft['benefit']

const empty: Draft = {
  title: '',
  priority: 0,
  group: 'default',
  scope: wholeShop,
  conditions: [],
  benefit: { type: '', args: {} },
  startsAt: null,
  endsAt: null,
  enabled: true,
  alone: false,
  limitTotal: null,
  limitPerShopper: null,
}

interface Props {
  rule: Rule | undefined
  readOnly: boolean
  onClose: () => void
}

/** Builds a promotion; the sentence at the top says at every moment what it will do. */
export function RuleDrawer({ rule, readOnly, onClose }: Props) {
  const { t } = useI18n()
  const kinds = useRead('listRuleKinds')
  return (
    <Drawer open onClose={onClose} size={680} title={rule ? t('rule.edit') : t('rule.new')} destroyOnHidden data-testid="rule-drawer">
      {kinds.data ? (
        <ConfigProvider componentDisabled={readOnly}>
          <RuleForm rule={rule} kinds={kinds.data.items} onClose={onClose} />
        </ConfigProvider>
      ) : (
        <Skeleton active />
      )}
    </Drawer>
  )
}

function RuleForm({ rule, kinds, onClose }: { rule: Rule | undefined; kinds: readonly RuleKind[]; onClose: () => void }) {
  const { t, lang } = useI18n()
  const [draft, setDraft] = useState<Draft>(() => (rule ? without(rule, ['id', 'taken', 'createdAt', 'updatedAt']) : empty))
  const [which, setWhich] = useState<'all' | 'categories' | 'products'>()
  const [error, setError] = useState<Error | null>(null)
  const change = (patch: Partial<Draft>) => {
    setError(null)
    setDraft((now) => ({ ...now, ...patch }))
  }
  const options = {
    stale: ['listRules'] as const,
    success: t('common.saved'),
    onDone: onClose,
    onError: (failure: Error) => {
      setError(failure)
      return true
    },
  }
  const create = useWrite('createRule', options)
  const update = useWrite('updateRule', options)
  const save = () => {
    const input: OperationInput<'createRule'> = { ...draft, title: draft.title.trim(), group: draft.group.trim() }
    if (rule) update.mutate({ id: rule.id, ...input })
    else create.mutate(input)
  }
  const parts = [...draft.conditions, draft.benefit]
  const ready = draft.title.trim() !== '' && draft.group.trim() !== '' && parts.every((part) => partComplete(part, kinds))
  return (
    <div className="stack">
      <div className="rule-say" data-testid="rule-say">
        {(draft.benefit.type && sentenceOf(draft, { t, lang, kinds })) || t('rule.sayNothing')}
      </div>
      {error && <Alert type="error" showIcon title={messageOf(error, t)} />}
      <Form layout="vertical" component="div">
        <Form.Item label={t('rule.title')} htmlFor="rule-title" required extra={t('rule.titleHint')}>
          <Input
            id="rule-title"
            value={draft.title}
            maxLength={100}
            onChange={(event) => change({ title: event.target.value })}
            data-testid="rule-title"
          />
        </Form.Item>
        <Form.Item label={t('rule.when')} extra={draft.conditions.length === 0 ? t('rule.noCondition') : undefined}>
          <Conditions draft={draft} kinds={kinds} onChange={(conditions) => change({ conditions })} />
        </Form.Item>
        <Form.Item label={t('rule.then')} required>
          <PartForm
            part={draft.benefit}
            kinds={kinds.filter((kind) => kind.part === 'benefit')}
            onChange={(benefit) => change({ benefit })}
          />
        </Form.Item>
        <Form.Item label={t('rule.scope')}>
          <ScopeForm scope={draft.scope} onChange={(scope) => change({ scope })} which={which} onWhich={setWhich} />
        </Form.Item>
        <Form.Item label={t('rule.period')} extra={t('rule.periodHint')}>
          <DatePicker.RangePicker
            showTime={{ format: 'HH:mm' }}
            allowEmpty={[true, true]}
            value={[draft.startsAt ? dayjs(draft.startsAt) : null, draft.endsAt ? dayjs(draft.endsAt) : null]}
            onChange={(range) => change({ startsAt: range?.[0]?.toISOString() ?? null, endsAt: range?.[1]?.toISOString() ?? null })}
          />
        </Form.Item>
        <Limits draft={draft} change={change} />
        <div className="row" style={{ alignItems: 'start', gap: 24 }}>
          <Form.Item label={t('rule.group')} extra={t('rule.groupHint')} htmlFor="rule-group">
            <Input
              id="rule-group"
              value={draft.group}
              maxLength={40}
              style={{ width: 220 }}
              onChange={(event) => change({ group: event.target.value })}
            />
          </Form.Item>
          <Form.Item label={t('rule.priority')} extra={t('rule.priorityHint')} htmlFor="rule-priority">
            <InputNumber<number>
              id="rule-priority"
              min={-1000}
              max={1000}
              precision={0}
              value={draft.priority}
              onChange={(value) => change({ priority: value ?? 0 })}
            />
          </Form.Item>
          <Form.Item label={t('editor.enabled')}>
            <Switch checked={draft.enabled} aria-label={t('editor.enabled')} onChange={(enabled) => change({ enabled })} />
          </Form.Item>
        </div>
      </Form>
      <div className="row">
        <Button type="primary" disabled={!ready} loading={create.isPending || update.isPending} onClick={save} data-testid="rule-save">
          {t('common.save')}
        </Button>
        <Button disabled={false} onClick={onClose}>
          {t('common.cancel')}
        </Button>
      </div>
    </div>
  )
}

/** How often it may be used, and whether it goes with others. A first order is one by itself; over several shops there are no limits. */
function Limits({ draft, change }: { draft: Draft; change: (patch: Partial<Draft>) => void }) {
  const t = useI18n().t
  const unlimited = draft.benefit.type === 'cross_shop'
  const number = (label: string, value: number | null, onChange: (value: number | null) => void) => (
    <Form.Item label={label}>
      <InputNumber<number>
        min={1}
        precision={0}
        value={value}
        disabled={unlimited}
        placeholder={t('rule.noLimit')}
        aria-label={label}
        onChange={onChange}
        style={{ width: 140 }}
      />
    </Form.Item>
  )
  return (
    <div className="row" style={{ alignItems: 'start', gap: 24 }}>
      {number(t('rule.limitTotal'), draft.limitTotal, (limitTotal) => change({ limitTotal }))}
      {number(t('rule.limitPerShopper'), draft.limitPerShopper, (limitPerShopper) => change({ limitPerShopper }))}
      <Form.Item label={t('rule.alone')} extra={t('rule.aloneHint')}>
        <Switch checked={draft.alone} aria-label={t('rule.alone')} onChange={(alone) => change({ alone })} />
      </Form.Item>
    </div>
  )
}

function partComplete(part: Part, kinds: readonly RuleKind[]): boolean {
  const kind = kinds.find((one) => one.type === part.type)
  return kind !== undefined && complete(fieldsOf(kind.schema), part.args)
}

function Conditions({ draft, kinds, onChange }: { draft: Draft; kinds: readonly RuleKind[]; onChange: (conditions: Part[]) => void }) {
  const { t, lang } = useI18n()
  const free = kinds.filter((kind) => kind.part === 'condition' && draft.conditions.every((one) => one.type !== kind.type))
  return (
    <div className="stack-tight">
      {draft.conditions.map((part, index) => (
        <div key={part.type} className="row" style={{ flexWrap: 'nowrap', alignItems: 'start' }}>
          <div style={{ flex: 1 }}>
            <PartForm
              part={part}
              kinds={kinds.filter((kind) => kind.type === part.type || free.includes(kind))}
              onChange={(next) => onChange(draft.conditions.map((one, at) => (at === index ? next : one)))}
            />
          </div>
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('common.remove')}
            onClick={() => onChange(draft.conditions.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      {free.length > 0 && draft.conditions.length < 8 && (
        <Select<string>
          value={null}
          placeholder={t('rule.addCondition')}
          aria-label={t('rule.addCondition')}
          style={{ width: 220 }}
          options={free.map((kind) => ({ value: kind.type, label: kind.title[lang] }))}
          onChange={(type) => {
            const kind = free.find((one) => one.type === type)
            if (kind) onChange([...draft.conditions, { type, args: startOf(fieldsOf(kind.schema)) }])
          }}
        />
      )}
    </div>
  )
}

function PartForm({ part, kinds, onChange }: { part: Part; kinds: readonly RuleKind[]; onChange: (part: Part) => void }) {
  const { t, lang } = useI18n()
  const kind = kinds.find((one) => one.type === part.type)
  const choose = (type: string) => onChange({ type, args: startOf(fieldsOf(kinds.find((one) => one.type === type)?.schema)) })
  return (
    <div className="rule-part">
      <Select<string>
        value={part.type || null}
        placeholder={t('rule.chooseBenefit')}
        aria-label={t('rule.chooseBenefit')}
        style={{ width: 220 }}
        options={kinds.map((one) => ({ value: one.type, label: one.title[lang] }))}
        onChange={choose}
        data-testid="rule-kind"
      />
      {kind && <ArgsForm fields={fieldsOf(kind.schema)} args={part.args} onChange={(args) => onChange({ ...part, args })} />}
    </div>
  )
}
