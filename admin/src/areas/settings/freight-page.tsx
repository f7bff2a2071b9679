import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Translate } from '../../i18n/i18n.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing, Problem } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { FreightDrawer } from './freight-drawer.tsx'
import { byKey, unitKey, type Template } from './freight-words.ts'
import { useRegionNames } from './use-regions.ts'

/** What shipping costs, where. */
export function FreightPage() {
  const t = useT()
  const mayWrite = useCan()('settings.write')
  const [editing, setEditing] = useState<Template | 'new' | null>(null)
  const templates = useRead('listFreightTemplates')
  return (
    <>
      <PageHead title={t('nav.freight')} lead={t('freight.lead')}>
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')} data-testid="freight-new">
            {t('freight.new')}
          </Button>
        )}
      </PageHead>
      {templates.error && !templates.data && <Problem error={templates.error} onRetry={() => void templates.refetch()} />}
      {!templates.data && !templates.error && <Skeleton active />}
      {templates.data?.items.length === 0 && <Nothing title={t('freight.none')} hint={t('freight.noneHint')} />}
      <div className="stack">
        {(templates.data?.items ?? []).map((template) => (
          <TemplateCard key={template.id} template={template} onEdit={mayWrite ? () => setEditing(template) : undefined} />
        ))}
      </div>
      {editing && <FreightDrawer template={editing === 'new' ? undefined : editing} onClose={() => setEditing(null)} />}
    </>
  )
}

function TemplateCard({ template, onEdit }: { template: Template; onEdit: (() => void) | undefined }) {
  const t = useT()
  const { modal } = App.useApp()
  const names = useRegionNames([...template.rates.flatMap((rate) => rate.regionCodes), ...template.excludedCodes])
  const remove = useWrite('deleteFreightTemplate', { stale: ['listFreightTemplates'], success: t('freight.deleted') })
  const ask = () =>
    modal.confirm({
      title: t('freight.askDelete', { name: template.name }),
      content: t('freight.deleteHint'),
      okText: t('common.delete'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutate({ id: template.id }),
    })
  const regions = (codes: readonly string[]) => codes.map((code) => names.get(code) ?? code).join('、')
  return (
    <section className="card card-pad" aria-label={template.name}>
      <div className="card-head" style={{ marginBottom: 12 }}>
        <h2>{template.name}</h2>
        <Tag>{t(byKey[template.by])}</Tag>
        {template.isDefault && <Tag>{t('freight.default')}</Tag>}
        <span className="spring" />
        {onEdit && (
          <>
            <Button size="small" onClick={onEdit}>
              {t('common.edit')}
            </Button>
            <Button size="small" type="text" danger disabled={template.isDefault} onClick={ask}>
              {t('common.delete')}
            </Button>
          </>
        )}
      </div>
      <div className="stack-tight">
        {template.rates.map((rate, index) => (
          <div key={index}>
            <span className="strong">{rate.regionCodes.length > 0 ? regions(rate.regionCodes) : t('freight.elsewhere')}</span>
            <span className="muted"> {rateText(rate, template.by, t)}</span>
          </div>
        ))}
        {template.excludedCodes.length > 0 && (
          <div style={{ color: 'var(--bad)' }}>
            {t('freight.notServed')} {regions(template.excludedCodes)}
          </div>
        )}
      </div>
    </section>
  )
}

/** `首 1 件 ¥8.00，每续 1 件 ¥3.00，满 ¥99.00 包邮` */
function rateText(rate: Template['rates'][number], by: Template['by'], t: Translate): string {
  const unit = t(unitKey[by])
  const text = t('freight.rate', {
    first: rate.firstUnits,
    firstFen: yuan(rate.firstFen),
    next: rate.nextUnits,
    nextFen: yuan(rate.nextFen),
    unit,
  })
  return rate.freeOverFen === null ? text : `${text}${t('freight.free', { amount: yuan(rate.freeOverFen) })}`
}
