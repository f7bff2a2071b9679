import { ConfigProvider, Form, Input, InputNumber, Skeleton, Switch } from 'antd'
import type { Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { Problem } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { SaveBar } from './save-bar.tsx'
import { useDraft } from './use-draft.ts'

type Settings = Reply<'getSettings'>
type NumberName = 'unpaidMinutes' | 'autoReceiveDays' | 'lowStockThreshold'
const numbers: { name: NumberName; label: Key; hint: Key; unit: Key; min: number; max: number }[] = [
  { name: 'unpaidMinutes', label: 'trade.unpaid', hint: 'trade.unpaidHint', unit: 'trade.minutes', min: 5, max: 1440 },
  { name: 'autoReceiveDays', label: 'trade.receive', hint: 'trade.receiveHint', unit: 'trade.days', min: 1, max: 60 },
  { name: 'lowStockThreshold', label: 'trade.low', hint: 'trade.lowHint', unit: 'trade.pieces', min: 0, max: 10_000 },
]

/** Deadlines and thresholds of the shop. */
export function TradePage() {
  const t = useT()
  const settings = useRead('getSettings')
  return (
    <>
      <PageHead title={t('nav.trade')} lead={t('trade.lead')} />
      {settings.error && !settings.data && <Problem error={settings.error} onRetry={() => void settings.refetch()} />}
      {!settings.data && !settings.error && <Skeleton active />}
      {settings.data && <TradeForm key={JSON.stringify(settings.data)} start={settings.data} />}
    </>
  )
}

function TradeForm({ start }: { start: Settings }) {
  const t = useT()
  const mayWrite = useCan()('settings.write')
  const { draft, change, dirty, discard } = useDraft(start)
  const save = useWrite('updateSettings', { stale: ['getSettings', 'listStock'], success: t('common.saved') })
  return (
    <ConfigProvider componentDisabled={!mayWrite}>
      <section className="card card-pad" style={{ maxWidth: 760 }}>
        <Form layout="vertical" component="div">
          {numbers.map(({ name, label, hint, unit, min, max }) => (
            <Form.Item key={name} label={t(label)} htmlFor={`trade-${name}`} extra={t(hint)}>
              <InputNumber<number>
                id={`trade-${name}`}
                min={min}
                max={max}
                precision={0}
                suffix={t(unit)}
                value={draft[name]}
                onChange={(value) => change({ [name]: value ?? min })}
                style={{ width: 160 }}
              />
            </Form.Item>
          ))}
          <Form.Item label={t('trade.review')} extra={t('trade.reviewHint')}>
            <Switch
              checked={draft.reviewNeedsApproval}
              aria-label={t('trade.review')}
              onChange={(reviewNeedsApproval) => change({ reviewNeedsApproval })}
            />
          </Form.Item>
          <Form.Item label={t('trade.terms')} htmlFor="trade-terms" extra={t('trade.termsHint')}>
            <Input.TextArea
              id="trade-terms"
              rows={6}
              maxLength={2000}
              showCount
              value={draft.terms}
              onChange={(event) => change({ terms: event.target.value })}
            />
          </Form.Item>
        </Form>
      </section>
      {mayWrite && <SaveBar dirty={dirty} saving={save.isPending} onSave={() => save.mutate(draft)} onDiscard={discard} />}
    </ConfigProvider>
  )
}
