import { Form, InputNumber, Select } from 'antd'
import { useT } from '../../../i18n/i18n.tsx'
import type { SectionProps } from './editor-page.tsx'
import { Section } from './section.tsx'

const periodKey = {
  ever: 'editor.period.ever',
  day: 'editor.period.day',
  week: 'editor.period.week',
  month: 'editor.period.month',
} as const
const periods = ['ever', 'day', 'week', 'month'] as const

type Limits = SectionProps['draft']['limits']

/** How many pieces may be bought at once and by one person. */
export function LimitSection({ draft, change, fault }: SectionProps) {
  const t = useT()
  return (
    <Section id="limits" title={t('editor.limits')} hint={t('editor.limitsHint')} fault={fault('limits')}>
      <Form layout="vertical" component="div">
        <LimitFields limits={draft.limits} onChange={(limits) => change({ limits })} />
      </Form>
    </Section>
  )
}

export function LimitFields({ limits, onChange }: { limits: Limits; onChange: (limits: Limits) => void }) {
  const t = useT()
  const set = (patch: Partial<Limits>) => onChange({ ...limits, ...patch })
  const count = (value: number | null, onChange: (value: number | null) => void, id: string) => (
    <InputNumber
      id={id}
      min={1}
      max={9999}
      precision={0}
      value={value}
      placeholder={t('editor.noLimit')}
      onChange={onChange}
      style={{ width: '100%' }}
    />
  )
  return (
    <div className="editor-grid">
      <Form.Item label={t('editor.minimum')} htmlFor="p-minimum">
        {count(limits.minimum, (value) => set({ minimum: value ?? 1 }), 'p-minimum')}
      </Form.Item>
      <Form.Item label={t('editor.step')} htmlFor="p-step">
        {count(limits.step, (value) => set({ step: value ?? 1 }), 'p-step')}
      </Form.Item>
      <Form.Item label={t('editor.perOrder')} htmlFor="p-per-order">
        {count(limits.perOrder, (perOrder) => set({ perOrder }), 'p-per-order')}
      </Form.Item>
      <Form.Item label={t('editor.perPerson')} htmlFor="p-per-person">
        {count(limits.perPerson, (perPerson) => set({ perPerson }), 'p-per-person')}
      </Form.Item>
      <Form.Item label={t('editor.period')} htmlFor="p-period">
        <Select
          id="p-period"
          value={limits.period}
          disabled={limits.perPerson === null}
          options={periods.map((value) => ({ value, label: t(periodKey[value]) }))}
          onChange={(period) => set({ period })}
        />
      </Form.Item>
    </div>
  )
}
