import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Tabs, TreeSelect, type TableProps } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { adminRequests } from '../../../../clients/admin/client.ts'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { DownloadButton } from '../../ui/download-button.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { BulkDialog } from './bulk-dialog.tsx'
import { BrandSelect, type ChosenBrand } from './brand-select.tsx'
import { optionsOf, treeOf } from './category-tree.ts'
import { productColumns } from './product-columns.tsx'
import { productStateKey, productStates, type ProductState } from './product-state.ts'

type Row = Item<'listAdminProducts'>
const sorts = ['updated', 'sold', 'price', 'title'] as const

export function ProductsPage() {
  const t = useT()
  const can = useCan()
  const navigate = useNavigate()
  const [url, setUrl] = useUrlState({ state: '', search: '', categoryId: '', brandId: '', sort: 'updated', direction: 'desc', page: '1' })
  const [chosen, setChosen] = useState<string[]>([])
  const categories = useRead('listAdminCategories')
  const sort = sorts.find((one) => one === url.sort) ?? 'updated'
  const state = productStates.find((one) => one === url.state)
  const products = useRead('listAdminProducts', {
    page: Number(url.page),
    pageSize: 20,
    sort,
    direction: url.direction === 'asc' ? 'asc' : 'desc',
    ...(state ? { state } : {}),
    ...(url.search ? { search: url.search } : {}),
    ...(url.categoryId ? { categoryId: url.categoryId } : {}),
    ...(url.brandId ? { brandId: url.brandId } : {}),
  })
  const filtered = url.search !== '' || url.categoryId !== '' || url.brandId !== ''
  const onChange: TableProps<Row>['onChange'] = (...change) => {
    const [, , sorter, { action }] = change
    if (action !== 'sort' || Array.isArray(sorter)) return
    setUrl({ sort: sorter.order ? String(sorter.columnKey) : 'updated', direction: sorter.order === 'ascend' ? 'asc' : 'desc' })
  }
  const create = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/products/new')} data-testid="product-new">
      {t('nav.productNew')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('nav.productList')}>
        <DownloadButton request={adminRequests.exportProducts()} name="products.xlsx">
          {t('common.export')}
        </DownloadButton>
        {can('catalog.write') && create}
      </PageHead>
      <div className="card table-card" data-testid="products">
        <Tabs
          activeKey={state ?? ''}
          onChange={(key) => setUrl({ state: key })}
          items={[{ key: '', label: t('common.all') }, ...productStates.map((key) => ({ key, label: t(productStateKey[key]) }))]}
        />
        <BulkBar chosen={chosen} onDone={() => setChosen([])} />
        <DataTable<Row>
          views
          id="products"
          columns={productColumns({ t, categories: categories.data?.items ?? [], sort, descending: url.direction !== 'asc' })}
          rowKey="id"
          read={products}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={
            <>
              <SearchBox value={url.search} placeholder={t('products.search')} onChange={(search) => setUrl({ search })} />
              <TreeSelect
                className="grow"
                allowClear
                showSearch={{ treeNodeFilterProp: 'title' }}
                treeData={optionsOf(treeOf(categories.data?.items ?? []))}
                value={url.categoryId || undefined}
                placeholder={t('products.anyCategory')}
                aria-label={t('products.anyCategory')}
                onChange={(value?: string) => setUrl({ categoryId: value ?? '' })}
              />
              <BrandFilter value={url.brandId} onChange={(brandId) => setUrl({ brandId })} />
            </>
          }
          empty={
            <Nothing
              title={t(filtered ? 'products.noneFound' : 'products.none')}
              hint={t(filtered ? 'common.changeFilters' : 'products.noneHint')}
            >
              {filtered ? (
                <Button onClick={() => setUrl({ search: '', categoryId: '', brandId: '' })}>{t('common.clearFilters')}</Button>
              ) : (
                can('catalog.write') && create
              )}
            </Nothing>
          }
          table={{
            onChange,
            ...(can('catalog.write') ? { rowSelection: { selectedRowKeys: chosen, onChange: (keys) => setChosen(keys.map(String)) } } : {}),
          }}
        />
      </div>
      <p className="muted small" style={{ marginTop: 12 }}>
        {can('catalog.write') && <Link to="/products/import">{t('products.importHint')}</Link>}
      </p>
    </>
  )
}

function BrandFilter({ value, onChange }: { value: string; onChange: (brandId: string) => void }) {
  const [chosen, setChosen] = useState<ChosenBrand | null>(null)
  const t = useT()
  // Who comes by a link knows only the id.
  const shown = value === '' ? null : chosen?.id === value ? chosen : { id: value, name: t('editor.brand') }
  return (
    <div style={{ width: 180 }}>
      <BrandSelect
        value={shown}
        onChange={(brand) => {
          setChosen(brand)
          onChange(brand?.id ?? '')
        }}
      />
    </div>
  )
}

/** What can be done to all chosen products at once; taking goods off the shelf is asked about first. */
function BulkBar({ chosen, onDone }: { chosen: string[]; onDone: () => void }) {
  const t = useT()
  const { modal, message } = App.useApp()
  const [editing, setEditing] = useState(false)
  const write = useWrite('setProductStates', {
    stale: ['listAdminProducts', 'getAdminProduct'],
    onDone: ({ changed }) => {
      message.success(t('products.changed', { count: changed }))
      onDone()
    },
  })
  if (chosen.length === 0) return null
  const set = (state: ProductState) => write.mutate({ ids: chosen, state })
  const ask = (state: 'off_sale' | 'archived') =>
    modal.confirm({
      title: t(state === 'off_sale' ? 'products.askOff' : 'products.askArchive', { count: chosen.length }),
      content: t(state === 'off_sale' ? 'products.offHint' : 'products.archiveHint'),
      okText: t(state === 'off_sale' ? 'products.off' : 'products.archive'),
      onOk: () => set(state),
    })
  return (
    <div className="chosen-bar" data-testid="bulk">
      <span className="strong">{t('common.chosen', { count: chosen.length })}</span>
      <Button size="small" loading={write.isPending} onClick={() => set('on_sale')} data-testid="bulk-on">
        {t('products.on')}
      </Button>
      <Button size="small" disabled={write.isPending} onClick={() => ask('off_sale')} data-testid="bulk-off">
        {t('products.off')}
      </Button>
      <Button size="small" danger disabled={write.isPending} onClick={() => ask('archived')}>
        {t('products.archive')}
      </Button>
      <Button size="small" disabled={write.isPending} onClick={() => setEditing(true)} data-testid="bulk-edit">
        {t('bulk.title')}
      </Button>
      {editing && <BulkDialog ids={chosen} onClose={() => setEditing(false)} />}
      <Button size="small" type="text" onClick={onDone}>
        {t('common.clearChosen')}
      </Button>
    </div>
  )
}
