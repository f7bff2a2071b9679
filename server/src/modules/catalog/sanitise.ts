import sanitizeHtml from 'sanitize-html'

const colour = [/^#[0-9a-f]{3,8}$/i, /^rgba?\([\d\s.,%]+\)$/i]
const size = [/^\d{1,4}(\.\d+)?(px|em|rem|%)$/]

const options: sanitizeHtml.IOptions = {
  allowedTags: [
    'p',
    'br',
    'hr',
    'h1',
    'h2',
    'h3',
    'h4',
    'strong',
    'b',
    'em',
    'i',
    'u',
    's',
    'sub',
    'sup',
    'blockquote',
    'ul',
    'ol',
    'li',
    'table',
    'thead',
    'tbody',
    'tr',
    'th',
    'td',
    'caption',
    'div',
    'span',
    'figure',
    'figcaption',
    'img',
    'a',
  ],
  allowedAttributes: {
    '*': ['style'],
    img: ['src', 'alt', 'width', 'height', 'loading'],
    a: ['href', 'title', 'rel'],
    th: ['colspan', 'rowspan'],
    td: ['colspan', 'rowspan'],
  },
  allowedStyles: {
    '*': {
      color: colour,
      'background-color': colour,
      'text-align': [/^(left|right|center|justify)$/],
      'font-size': size,
      'font-weight': [/^(normal|bold|[1-9]00)$/],
      width: size,
    },
  },
  allowedSchemes: ['https', 'tel'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  transformTags: {
    img: (tagName, attribs) => ({ tagName, attribs: { ...attribs, loading: 'lazy' } }),
    a: (tagName, attribs) => ({ tagName, attribs: { ...attribs, rel: 'noopener nofollow' } }),
  },
  // Pictures come from our own media only: a foreign one could be changed after it was looked at, and would tell who looks.
  exclusiveFilter: (frame) => frame.tag === 'img' && !/^\/media\/[\w/-]+(\.\w+)?$/.test(frame.attribs['src'] ?? ''),
}

/** Rich text as it may be shown to shoppers: what is not on the list of tags, attributes and styles is gone. */
export function sanitise(html: string): string {
  return sanitizeHtml(html, options).trim()
}
