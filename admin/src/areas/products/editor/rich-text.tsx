import {
  BoldOutlined,
  ItalicOutlined,
  OrderedListOutlined,
  PictureOutlined,
  RedoOutlined,
  StrikethroughOutlined,
  UndoOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { Image } from '@tiptap/extension-image'
import { EditorContent, useEditor, useEditorState, type Editor } from '@tiptap/react'
import { StarterKit } from '@tiptap/starter-kit'
import { useState, type ReactNode } from 'react'
import { useT, type Key } from '../../../i18n/i18n.tsx'
import { pictureUrl } from '../../../ui/picture.tsx'
import { MediaPicker } from '../../media/media-picker.tsx'

interface Props {
  html: string
  label: string
  onChange: (html: string) => void
}

/** The detail of a product: headings, lists, emphasis and pictures. The server sanitises what is saved. */
export function RichText({ html, label, onChange }: Props) {
  const [picking, setPicking] = useState(false)
  const editor = useEditor({
    extensions: [StarterKit.configure({ heading: { levels: [2, 3] }, codeBlock: false, code: false, link: false }), Image],
    content: html,
    editorProps: { attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, 'data-testid': 'detail' } },
    onUpdate: ({ editor: changed }) => onChange(changed.isEmpty ? '' : changed.getHTML()),
  })
  return (
    <div className="rich">
      <Tools editor={editor} onPicture={() => setPicking(true)} />
      <EditorContent editor={editor} />
      {picking && (
        <MediaPicker
          most={12}
          onClose={() => setPicking(false)}
          onChosen={(pictures) => {
            // A picture that is inserted becomes the selection; the next one must go behind it, not in its place.
            const nodes = pictures.map((picture) => ({ type: 'image', attrs: { src: pictureUrl(picture, 960), alt: '' } }))
            editor.chain().focus().insertContent(nodes).run()
          }}
        />
      )}
    </div>
  )
}

interface Tool {
  key: Key
  icon: ReactNode
  on?: (editor: Editor) => boolean
  run: (editor: Editor) => void
}

const tools: Tool[] = [
  {
    key: 'rich.heading',
    icon: 'H2',
    on: (editor) => editor.isActive('heading', { level: 2 }),
    run: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
  },
  {
    key: 'rich.subheading',
    icon: 'H3',
    on: (editor) => editor.isActive('heading', { level: 3 }),
    run: (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run(),
  },
  {
    key: 'rich.bold',
    icon: <BoldOutlined />,
    on: (editor) => editor.isActive('bold'),
    run: (editor) => editor.chain().focus().toggleBold().run(),
  },
  {
    key: 'rich.italic',
    icon: <ItalicOutlined />,
    on: (editor) => editor.isActive('italic'),
    run: (editor) => editor.chain().focus().toggleItalic().run(),
  },
  {
    key: 'rich.strike',
    icon: <StrikethroughOutlined />,
    on: (editor) => editor.isActive('strike'),
    run: (editor) => editor.chain().focus().toggleStrike().run(),
  },
  {
    key: 'rich.bullets',
    icon: <UnorderedListOutlined />,
    on: (editor) => editor.isActive('bulletList'),
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    key: 'rich.numbers',
    icon: <OrderedListOutlined />,
    on: (editor) => editor.isActive('orderedList'),
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  { key: 'rich.undo', icon: <UndoOutlined />, run: (editor) => editor.chain().focus().undo().run() },
  { key: 'rich.redo', icon: <RedoOutlined />, run: (editor) => editor.chain().focus().redo().run() },
]

function Tools({ editor, onPicture }: { editor: Editor; onPicture: () => void }) {
  const t = useT()
  const active = useEditorState({ editor, selector: ({ editor: now }) => tools.map((tool) => tool.on?.(now) ?? false) })
  return (
    <div className="rich-tools" role="toolbar" aria-label={t('rich.tools')}>
      {tools.map((tool, index) => (
        <Tooltip key={tool.key} title={t(tool.key)}>
          <Button
            size="small"
            type={active[index] ? 'default' : 'text'}
            {...(typeof tool.icon === 'string' ? {} : { 'aria-label': t(tool.key) })}
            aria-pressed={active[index] ?? false}
            onClick={() => tool.run(editor)}
          >
            {tool.icon}
          </Button>
        </Tooltip>
      ))}
      <Button size="small" type="text" icon={<PictureOutlined />} onClick={onPicture}>
        {t('rich.picture')}
      </Button>
    </div>
  )
}
