import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useT } from '../../../i18n/i18n.tsx'
import { BulkFill } from './bulk-fill.tsx'
import type { SectionProps } from './editor-page.tsx'
import { Section } from './section.tsx'
import { SkuTable } from './sku-table.tsx'
import { combinations, matrixOf, type Axis, type SkuDraft } from './sku-matrix.ts'

const mostSkus = 200

/** Option axes and the matrix of SKUs that comes out of them. */
export function SkuSection({ draft, change, fault, product }: SectionProps) {
  const t = useT()
  const { message } = App.useApp()
  // SKUs that fell out of the matrix come back as they were when their options come back.
  const [shelf, setShelf] = useState<SkuDraft[]>(draft.skus)
  const setAxes = (axes: Axis[]) => {
    if (combinations(axes).length > mostSkus) return void message.warning(t('editor.tooManySkus', { most: mostSkus }))
    const known = [
      ...draft.skus,
      ...shelf.filter((old) => draft.skus.every((sku) => sku.options.join('\u0000') !== old.options.join('\u0000'))),
    ]
    setShelf(known)
    change({ axes, skus: matrixOf(axes, known, draft.code) })
  }
  const setSkus = (skus: SkuDraft[]) => change({ skus })
  const add = (
    <Button
      size="small"
      icon={<PlusOutlined />}
      disabled={draft.axes.length >= 4}
      onClick={() => setAxes([...draft.axes, { name: '', options: [] }])}
      data-testid="axis-add"
    >
      {t('editor.axisAdd')}
    </Button>
  )
  return (
    <Section id="skus" title={t('editor.skus')} hint={t('editor.skusHint')} extra={add} fault={fault('axes') ?? fault('skus')}>
      <div className="stack">
        {draft.axes.map((axis, index) => (
          <AxisRow
            key={index}
            axis={axis}
            onChange={(next) => setAxes(draft.axes.map((one, at) => (at === index ? next : one)))}
            onRemove={() => setAxes(draft.axes.filter((_, at) => at !== index))}
          />
        ))}
        <div>
          {draft.skus.length > 1 && <BulkFill axes={draft.axes} skus={draft.skus} onChange={setSkus} />}
          <SkuTable axes={draft.axes} skus={draft.skus} onChange={setSkus} productId={product?.id} tried={fault('skus') !== undefined} />
          <p className="muted small" style={{ marginTop: 8 }}>
            {t('editor.pasteHint')}
          </p>
        </div>
      </div>
    </Section>
  )
}

function AxisRow({ axis, onChange, onRemove }: { axis: Axis; onChange: (axis: Axis) => void; onRemove: () => void }) {
  const t = useT()
  return (
    <div className="axis">
      <Input
        value={axis.name}
        maxLength={12}
        placeholder={t('editor.axisName')}
        aria-label={t('editor.axisName')}
        onChange={(event) => onChange({ ...axis, name: event.target.value })}
        data-testid="axis-name"
      />
      <Select
        mode="tags"
        value={axis.options}
        open={false}
        suffixIcon={null}
        maxCount={40}
        tokenSeparators={[',', '，', '、']}
        placeholder={t('editor.axisOptions')}
        aria-label={t('editor.axisOptions')}
        onChange={(options: string[]) =>
          onChange({ ...axis, options: options.map((option) => option.trim().slice(0, 30)).filter(Boolean) })
        }
        data-testid="axis-options"
      />
      <Button type="text" icon={<DeleteOutlined />} aria-label={t('editor.axisRemove')} onClick={onRemove} />
    </div>
  )
}
