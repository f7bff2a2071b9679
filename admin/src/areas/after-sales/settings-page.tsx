import { ConfigProvider, Form, Input, InputNumber, Skeleton } from 'antd'
import type { Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { Problem } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { SaveBar } from '../settings/save-bar.tsx'
import { useDraft } from '../settings/use-draft.ts'
import { Rules } from './rules.tsx'

type Settings = Reply<'getAfterSalesSettings'>
type NumberName = Exclude<keyof Settings, 'returnTo'>
const numbers: { name: NumberName; label: Key; unit: Key; min: number; max: number }[] = [
  { name: 'approveHours', label: 'asSet.approveHours', unit: 'asSet.hours', min: 1, max: 240 },
  { name: 'shipBackDays', label: 'asSet.shipBackDays', unit: 'trade.days', min: 1, max: 30 },
  { name: 'receiveDays', label: 'asSet.receiveDays', unit: 'trade.days', min: 1, max: 30 },
  { name: 'lostDays', label: 'asSet.lostDays', unit: 'trade.days', min: 5, max: 60 },
  { name: 'resendHours', label: 'asSet.resendHours', unit: 'asSet.hours', min: 1, max: 240 },
  { name: 'confirmDays', label: 'asSet.confirmDays', unit: 'trade.days', min: 1, max: 30 },
  { name: 'disputeDays', label: 'asSet.disputeDays', unit: 'trade.days', min: 1, max: 30 },
  { name: 'decideDays', label: 'asSet.decideDays', unit: 'trade.days', min: 1, max: 30 },
  { name: 'applyDays', label: 'asSet.applyDays', unit: 'trade.days', min: 7, max: 180 },
  { name: 'priceProtectionDays', label: 'asSet.priceProtectionDays', unit: 'trade.days', min: 1, max: 60 },
  { name: 'complaintHours', label: 'asSet.complaintHours', unit: 'asSet.hours', min: 1, max: 72 },
  { name: 'compensationBps', label: 'asSet.compensationBps', unit: 'asSet.bps', min: 0, max: 2000 },
]

/** Deadlines, the return address, and which requests are approved by themselves. */
export function AfterSalesSettingsPage() {
  const t = useT()
  const settings = useRead('getAfterSalesSettings')
  return (
    <>
      <PageHead title={t('nav.afterSalesSettings')} lead={t('asSet.lead')} />
      {settings.error && !settings.data && <Problem error={settings.error} onRetry={() => void settings.refetch()} />}
      {!settings.data && !settings.error && <Skeleton active />}
      {settings.data && <SettingsForm key={JSON.stringify(settings.data)} start={settings.data} />}
      <Rules />
    </>
  )
}

const noAddress = { name: '', phone: '', address: '' }

function SettingsForm({ start }: { start: Settings }) {
  const t = useT()
  const mayWrite = useCan()('settings.write')
  const { draft, change, dirty, discard } = useDraft(start)
  const save = useWrite('updateAfterSalesSettings', { stale: ['getAfterSalesSettings'], success: t('common.saved') })
  const returnTo = draft.returnTo ?? noAddress
  const fields: { name: keyof typeof noAddress; label: Key; most: number }[] = [
    { name: 'name', label: 'asSet.returnName', most: 40 },
    { name: 'phone', label: 'asSet.returnPhone', most: 20 },
    { name: 'address', label: 'asSet.returnAddress', most: 200 },
  ]
  return (
    <ConfigProvider componentDisabled={!mayWrite}>
      <section className="card card-pad" style={{ maxWidth: 760 }}>
        <Form layout="vertical" component="div">
          {fields.map(({ name, label, most }) => (
            <Form.Item key={name} label={t(label)} htmlFor={`return-${name}`}>
              <Input
                id={`return-${name}`}
                maxLength={most}
                value={returnTo[name]}
                onChange={(event) => change({ returnTo: { ...returnTo, [name]: event.target.value } })}
              />
            </Form.Item>
          ))}
          {numbers.map(({ name, label, unit, min, max }) => (
            <Form.Item key={name} label={t(label)} htmlFor={`as-${name}`}>
              <InputNumber<number>
                id={`as-${name}`}
                min={min}
                max={max}
                precision={0}
                suffix={t(unit)}
                value={draft[name]}
                onChange={(value) => change({ [name]: value ?? min })}
                style={{ width: 200 }}
              />
            </Form.Item>
          ))}
        </Form>
      </section>
      {mayWrite && <SaveBar dirty={dirty} saving={save.isPending} onSave={() => save.mutate(draft)} onDiscard={discard} />}
    </ConfigProvider>
  )
}
