import { Button, Empty, Form, Input, Select, TreeSelect } from 'antd'
import type { Reply } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { optionsOf, treeOf } from '../products/category-tree.ts'
import { ProductSelect } from '../stock/product-select.tsx'

type Exception = Reply<'getInvoiceSettings'>['exceptions'][number]
const rates = [1300, 900, 600, 300, 100, 0] as const
export const rateOptions = rates.map((value) => ({ value, label: `${value / 100}%` }))

/** Products and categories that are taxed otherwise than the shop's other goods. */
export function Exceptions({ value, onChange }: { value: Exception[]; onChange: (value: Exception[]) => void }) {
  const t = useT()
  const change = (index: number, patch: Partial<Exception>) => onChange(value.map((one, at) => (at === index ? { ...one, ...patch } : one)))
  const add = (target: Exception['target']) => onChange([...value, { target, targetId: '', rateBps: 900, taxCode: '', category: '' }])
  return (
    <section className="card card-pad" style={{ maxWidth: 760, marginTop: 16 }} aria-label={t('invoiceSet.exceptions')}>
      <div className="card-head" style={{ marginBottom: 4 }}>
        <h2>{t('invoiceSet.exceptions')}</h2>
      </div>
      <p className="muted small" style={{ marginBottom: 12 }}>
        {t('invoiceSet.exceptionsHint')}
      </p>
      {value.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('invoiceSet.exceptionsNone')} />}
      <Form layout="vertical" component="div">
        {value.map((one, index) => (
          <Row
            key={index} // rows have no name of their own, and are only added at the end
            one={one}
            onChange={(patch) => change(index, patch)}
            onRemove={() => onChange(value.filter((_, at) => at !== index))}
          />
        ))}
      </Form>
      <div className="row" style={{ marginTop: 12 }}>
        <Button disabled={value.length >= 200} onClick={() => add('category')} data-testid="add-tax-category">
          {t('invoiceSet.addCategory')}
        </Button>
        <Button disabled={value.length >= 200} onClick={() => add('product')} data-testid="add-tax-product">
          {t('invoiceSet.addProduct')}
        </Button>
      </div>
    </section>
  )
}

interface RowProps {
  one: Exception
  onChange: (patch: Partial<Exception>) => void
  onRemove: () => void
}

function Row({ one, onChange, onRemove }: RowProps) {
  const t = useT()
  const categories = useRead('listAdminCategories', undefined, { enabled: one.target === 'category' })
  return (
    <div className="stack-tight" style={{ padding: '12px 0', borderTop: '1px solid var(--line)' }}>
      <div className="row">
        {one.target === 'product' ? (
          <ProductSelect value={one.targetId} onChange={(targetId) => onChange({ targetId })} />
        ) : (
          <TreeSelect
            className="grow"
            style={{ maxWidth: 420 }}
            showSearch={{ treeNodeFilterProp: 'title' }}
            treeData={optionsOf(treeOf(categories.data?.items ?? []))}
            loading={categories.isFetching}
            value={one.targetId || null}
            placeholder={t('invoiceSet.chooseCategory')}
            aria-label={t('invoiceSet.chooseCategory')}
            onChange={(targetId: string | null) => onChange({ targetId: targetId ?? '' })}
          />
        )}
        <Select
          style={{ width: 90 }}
          value={one.rateBps}
          aria-label={t('invoice.rate')}
          options={rateOptions}
          onChange={(rateBps) => onChange({ rateBps })}
        />
        <Button type="text" danger onClick={onRemove}>
          {t('common.remove')}
        </Button>
      </div>
      <div className="row">
        <Input
          className="grow"
          style={{ maxWidth: 420 }}
          maxLength={19}
          value={one.taxCode}
          placeholder={t('invoiceSet.codeAsShop')}
          aria-label={t('invoiceSet.taxCode')}
          status={one.taxCode === '' || one.taxCode.length === 19 ? '' : 'error'}
          onChange={(event) => onChange({ taxCode: event.target.value.replaceAll(/\D/g, '') })}
        />
        <Input
          style={{ width: 180 }}
          maxLength={20}
          value={one.category}
          placeholder={t('invoiceSet.categoryAsShop')}
          aria-label={t('invoiceSet.category')}
          onChange={(event) => onChange({ category: event.target.value })}
        />
      </div>
    </div>
  )
}
