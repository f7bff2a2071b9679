import { Button, Drawer, Form, Input, InputNumber, Select, Switch } from 'antd'
import { useState } from 'react'
import type { Input as OperationInput, Reply } from '../../api/api.ts'
import { useFormError } from '../../api/form.ts'
import { useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { Time } from '../../ui/time.tsx'
import type { Rule } from './rules-page.tsx'
import { actions, dimensions, kinds, measures } from './words.tsx'

type Draft = Required<OperationInput<'createRiskRule'>>
const fresh: Draft = {
  name: '',
  kinds: ['order'],
  measure: 'velocity',
  dimension: 'shopper',
  most: 10,
  windowMinutes: 60,
  accountHours: null,
  score: 30,
  action: 'review',
  enabled: false,
}
const draftOf = (rule: Rule | null): Draft => {
  if (!rule) return fresh
  const { id: _id, updatedAt: _at, hits: _hits, ...draft } = rule
  return draft
}
const optionsOf = <K extends string>(of: Record<K, Key>, t: (key: Key) => string) =>
  (Object.keys(of) as K[]).map((value) => ({ value, label: t(of[value]) })) // the keys are all there are

/** One rule, and what it would have done in the past days, before it is enabled. */
export function RuleDrawer({ rule, onClose }: { rule: Rule | null; onClose: () => void }) {
  const t = useT()
  const mayWrite = useCan()('risk.write')
  const [form] = Form.useForm()
  const [draft, setDraft] = useState(() => draftOf(rule))
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const done = { stale: ['listRiskRules' as const], success: t('common.saved'), onDone: onClose, onError: useFormError(form) }
  const create = useWrite('createRiskRule', done)
  const update = useWrite('updateRiskRule', done)
  const whole = draft.name.trim() !== '' && draft.kinds.length > 0 && (draft.measure !== 'new_accounts' || draft.accountHours !== null)
  const save = () => {
    const body = { ...draft, name: draft.name.trim() }
    if (rule) update.mutate({ ...body, id: rule.id })
    else create.mutate(body)
  }
  return (
    <Drawer
      open
      onClose={onClose}
      size={560}
      title={t(rule ? 'risk.ruleEdit' : 'risk.ruleNew')}
      footer={
        mayWrite && (
          <Button
            type="primary"
            disabled={!whole}
            loading={create.isPending || update.isPending}
            onClick={save}
            data-testid="risk-rule-save"
          >
            {t('common.save')}
          </Button>
        )
      }
      data-testid="risk-rule-drawer"
    >
      <Form form={form} layout="vertical" component="div">
        <Counts draft={draft} change={change} />
        <Follows draft={draft} change={change} />
      </Form>
      <TryOut rule={draft} ready={whole} />
    </Drawer>
  )
}

interface Part {
  draft: Draft
  change: (patch: Partial<Draft>) => void
}

function Counts({ draft, change }: Part) {
  const t = useT()
  const money = draft.measure === 'cash_out'
  const persons = draft.measure === 'concentration' || draft.measure === 'new_accounts'
  const measureTo = (measure: Draft['measure']) =>
    change({
      measure,
      most: measure === 'cash_out' ? 1000_00 : 10,
      ...(measure === 'new_accounts' ? { accountHours: draft.accountHours ?? 24 } : {}),
      ...(measure === 'concentration' ? { accountHours: null } : {}),
      ...((measure === 'concentration' || measure === 'new_accounts') && draft.dimension === 'shopper' ? { dimension: 'device' } : {}),
    })
  return (
    <>
      <Form.Item label={t('risk.rule')} htmlFor="risk-rule-name" required>
        <Input id="risk-rule-name" value={draft.name} maxLength={100} onChange={(event) => change({ name: event.target.value })} />
      </Form.Item>
      <Form.Item label={t('risk.what')} required>
        <Select<Draft['kinds']>
          mode="multiple"
          value={draft.kinds}
          aria-label={t('risk.what')}
          options={optionsOf(kinds, t)}
          onChange={(chosen) => change({ kinds: chosen })}
        />
      </Form.Item>
      <Form.Item label={t('risk.measure')}>
        <Select value={draft.measure} aria-label={t('risk.measure')} options={optionsOf(measures, t)} onChange={measureTo} />
      </Form.Item>
      <Form.Item label={t('risk.dimension')}>
        <Select
          value={draft.dimension}
          aria-label={t('risk.dimension')}
          options={optionsOf(dimensions, t).filter((one) => !persons || one.value !== 'shopper')}
          onChange={(dimension) => change({ dimension })}
        />
      </Form.Item>
      <div className="row" style={{ gap: 16, alignItems: 'flex-start' }}>
        <Form.Item label={t('risk.window')}>
          <InputNumber
            value={draft.windowMinutes}
            min={1}
            max={43_200}
            precision={0}
            suffix={t('risk.minute')}
            aria-label={t('risk.window')}
            style={{ width: 150 }}
            onChange={(value) => value !== null && change({ windowMinutes: value })}
          />
        </Form.Item>
        <Form.Item label={t('risk.most')}>
          {money ? (
            <MoneyInput fen={draft.most} label={t('risk.most')} onChange={(fen) => fen !== null && change({ most: fen })} />
          ) : (
            <InputNumber
              value={draft.most}
              min={0}
              max={100_000}
              precision={0}
              aria-label={t('risk.most')}
              style={{ width: 150 }}
              onChange={(value) => value !== null && change({ most: value })}
            />
          )}
        </Form.Item>
        {draft.measure !== 'concentration' && (
          <Form.Item label={t('risk.accountHours')}>
            <InputNumber
              value={draft.accountHours}
              min={1}
              max={8760}
              precision={0}
              suffix={t('risk.hour')}
              placeholder={t('risk.anyAccount')}
              aria-label={t('risk.accountHours')}
              style={{ width: 150 }}
              onChange={(value) => change({ accountHours: value })}
            />
          </Form.Item>
        )}
      </div>
    </>
  )
}

function Follows({ draft, change }: Part) {
  const t = useT()
  return (
    <div className="row" style={{ gap: 16, alignItems: 'flex-start' }}>
      <Form.Item label={t('risk.action')}>
        <Select
          value={draft.action}
          aria-label={t('risk.action')}
          style={{ width: 190 }}
          options={optionsOf(actions, t)}
          onChange={(action) => change({ action })}
        />
      </Form.Item>
      <Form.Item label={t('risk.score')}>
        <InputNumber
          value={draft.score}
          min={0}
          max={100}
          precision={0}
          aria-label={t('risk.score')}
          style={{ width: 110 }}
          onChange={(value) => value !== null && change({ score: value })}
        />
      </Form.Item>
      <Form.Item label={t('risk.enabled')}>
        <Switch checked={draft.enabled} aria-label={t('risk.enabled')} onChange={(enabled) => change({ enabled })} />
      </Form.Item>
    </div>
  )
}

function TryOut({ rule, ready }: { rule: Draft; ready: boolean }) {
  const t = useT()
  const [days, setDays] = useState(7)
  const [found, setFound] = useState<Reply<'tryRiskRule'> | null>(null)
  const tryOut = useWrite('tryRiskRule', { onDone: setFound })
  return (
    <section className="stack-tight" data-testid="risk-try">
      <div className="row">
        <span className="strong">{t('risk.tryTitle')}</span>
        <span className="spring" />
        <Select
          value={days}
          aria-label={t('risk.tryDays')}
          options={[1, 7, 30, 90].map((value) => ({ value, label: t('risk.pastDays', { count: value }) }))}
          onChange={setDays}
        />
        <Button disabled={!ready} loading={tryOut.isPending} onClick={() => tryOut.mutate({ rule, days })} data-testid="risk-try-run">
          {t('risk.try')}
        </Button>
      </div>
      <div className="muted small">{t('risk.tryHint')}</div>
      {found && (
        <div className="remark" data-testid="risk-tried">
          <div className="strong">{t('risk.tried', { acts: found.acts, hits: found.hits, persons: found.persons })}</div>
          {found.examples.map((one, at) => (
            <div key={at} className="muted small">
              <Time iso={one.at} /> {t(kinds[one.kind])} {one.nickname} <span className="num">{one.ip}</span> →{' '}
              <span className="num">{rule.measure === 'cash_out' ? one.value / 100 : one.value}</span>
            </div>
          ))}
        </div>
      )}
    </section>
  )
}
