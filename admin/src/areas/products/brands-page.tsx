import { PlusOutlined } from '@ant-design/icons'
import { Alert, App, Button, Form, Modal } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useRead, useWrite } from '../../api/use.ts'
import { useMayRun } from '../../app/me.tsx'
import { useT, type Translate } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Thumb } from '../../ui/picture.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { BrandDialog, type Brand } from './brand-dialog.tsx'
import { BrandSelect, type ChosenBrand } from './brand-select.tsx'

/** Brands of the whole mall: read by all shops, kept by the platform. */
export function BrandsPage() {
  const t = useT()
  const mayWrite = useMayRun()('catalog.write')
  const [url, setUrl] = useUrlState({ search: '', page: '1' })
  const [editing, setEditing] = useState<Brand | 'new' | null>(null)
  const [merging, setMerging] = useState<Brand | null>(null)
  const brands = useRead('listBrands', { page: Number(url.page), pageSize: 20, ...(url.search ? { search: url.search } : {}) })
  const create = mayWrite && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')} data-testid="brand-new">
      {t('brand.new')}
    </Button>
  )
  const columns = columnsOf(t)
  if (mayWrite)
    columns.push({
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, brand) => <Actions brand={brand} onEdit={() => setEditing(brand)} onMerge={() => setMerging(brand)} />,
    })
  return (
    <>
      <PageHead title={t('nav.brands')} lead={t(mayWrite ? 'brand.lead' : 'brand.leadRead')}>
        {create}
      </PageHead>
      <div className="card table-card" data-testid="brands">
        <DataTable<Brand>
          id="brands"
          columns={columns}
          rowKey="id"
          read={brands}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={<SearchBox value={url.search} placeholder={t('brand.search')} onChange={(search) => setUrl({ search, page: '1' })} />}
          empty={
            <Nothing
              title={t(url.search ? 'brand.noneFound' : 'brand.none')}
              hint={t(url.search ? 'common.changeFilters' : mayWrite ? 'brand.noneHint' : 'brand.noneHintRead')}
            >
              {url.search ? <Button onClick={() => setUrl({ search: '' })}>{t('common.clearFilters')}</Button> : create}
            </Nothing>
          }
        />
      </div>
      {editing && <BrandDialog brand={editing === 'new' ? undefined : editing} onClose={() => setEditing(null)} />}
      {merging && <MergeDialog brand={merging} onClose={() => setMerging(null)} />}
    </>
  )
}

const columnsOf = (t: Translate): Column<Brand>[] => [
  {
    key: 'name',
    title: t('brand.name'),
    render: (_, brand) => (
      <div className="row" style={{ flexWrap: 'nowrap' }}>
        <Thumb picture={brand.logo} size={36} />
        <div>
          <div className="strong">{brand.name}</div>
          {brand.nameEn && <div className="small muted">{brand.nameEn}</div>}
        </div>
      </div>
    ),
  },
  {
    key: 'initial',
    title: t('brand.initial'),
    name: t('brand.initial'),
    render: (_, brand) => <span className="num">{brand.initial}</span>,
  },
  {
    key: 'products',
    title: t('brand.products'),
    align: 'right',
    render: (_, brand) => (
      <>
        <div className="num">{t('brand.productsOf', { products: brand.products, used: brand.used })}</div>
        <Link className="link small" to={`/products?brandId=${brand.id}`}>
          {t('brand.ownProducts')}
        </Link>
      </>
    ),
  },
  {
    key: 'sort',
    title: t('category.sort'),
    name: t('category.sort'),
    align: 'right',
    render: (_, brand) => <span className="num">{brand.sort}</span>,
  },
  {
    key: 'visible',
    title: t('orders.state'),
    render: (_, brand) => <State tone={brand.visible ? 'good' : 'quiet'}>{t(brand.visible ? 'brand.shown' : 'brand.hidden')}</State>,
  },
  { key: 'updated', title: t('products.updated'), name: t('products.updated'), render: (_, brand) => <Time iso={brand.updatedAt} /> },
]

function Actions({ brand, onEdit, onMerge }: { brand: Brand; onEdit: () => void; onMerge: () => void }) {
  const t = useT()
  const { modal } = App.useApp()
  const remove = useWrite('deleteBrand', { stale: ['listBrands'], success: t('brand.deleted') })
  const ask = () =>
    modal.confirm({
      title: t('brand.askDelete', { name: brand.name }),
      content: t('brand.deleteHint'),
      okText: t('common.delete'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutate({ id: brand.id }),
    })
  return (
    <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap' }}>
      <Button size="small" onClick={onEdit}>
        {t('common.edit')}
      </Button>
      <Button size="small" onClick={onMerge} data-testid="brand-merge">
        {t('brand.merge')}
      </Button>
      <Button size="small" danger disabled={brand.used > 0} title={brand.used > 0 ? t('brand.inUse') : undefined} onClick={ask}>
        {t('common.delete')}
      </Button>
    </div>
  )
}

/** Says what will happen before it does: it cannot be undone. */
function MergeDialog({ brand, onClose }: { brand: Brand; onClose: () => void }) {
  const t = useT()
  const [into, setInto] = useState<ChosenBrand | null>(null)
  const merge = useWrite('mergeBrand', {
    stale: ['listBrands', 'listAdminProducts', 'getAdminProduct'],
    success: t('brand.merged'),
    onDone: onClose,
  })
  return (
    <Modal
      open
      title={t('brand.mergeTitle', { name: brand.name })}
      okText={t('brand.merge')}
      okButtonProps={{ danger: true, disabled: !into }}
      confirmLoading={merge.isPending}
      onOk={() => into && merge.mutate({ id: brand.id, intoId: into.id })}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        <Form.Item label={t('brand.into')} htmlFor="merge-into">
          <BrandSelect id="merge-into" value={into} onChange={setInto} except={brand.id} />
        </Form.Item>
        {into && <Alert type="warning" showIcon title={t('brand.mergeHint', { name: brand.name, into: into.name, count: brand.used })} />}
      </Form>
    </Modal>
  )
}
