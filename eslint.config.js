// What the page's scripts keep to besides their types, which tsc checks.

import js from "@eslint/js";

const HTML = "no text of an article may ever be read as HTML: use make() or textContent";
const FORM = "geo/maps/scripts.py joins modules of one form: named imports and exports, as they are called";

export default [
  js.configs.recommended,
  {
    files: ["geo/maps/page/*.js"],
    languageOptions: {
      ecmaVersion: 2022,
      sourceType: "module",
      globals: { window: false, setTimeout: false, setInterval: false }, // no-implied-eval looks for these
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-undef": "off", // tsc knows the browser's names

      // What would run text, and what would make HTML of it.
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-script-url": "error",
      "no-restricted-properties": ["error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "createContextualFragment", "srcdoc"].map(
          (property) => ({ property, message: HTML })),
        { object: "document", property: "write", message: HTML },
        { object: "document", property: "writeln", message: HTML },
      ],

      // The form that geo/maps/scripts.py reads by lines.
      "one-var": ["error", "never"],
      "no-multi-str": "error",
      "no-restricted-syntax": ["error",
        { selector: "ImportDefaultSpecifier, ImportNamespaceSpecifier, ImportExpression", message: FORM },
        { selector: "ImportDeclaration[specifiers.length=0]", message: FORM },
        { selector: "ExportDefaultDeclaration, ExportAllDeclaration, ExportSpecifier", message: FORM },
        { selector: "ExportNamedDeclaration > VariableDeclaration[kind!='const']", message: FORM },
        {
          selector: ":matches(Program, ExportNamedDeclaration) > VariableDeclaration > VariableDeclarator" +
            " > :not(Identifier).id",
          message: FORM,
        },
        { selector: "TemplateElement[value.raw=/\\n/]", message: "a line within a template may look like a statement" },
        {
          selector: "CallExpression[callee.property.name='setAttribute'][arguments.0.value=/^on/i]",
          message: "the page's policy runs no inline handler: use addEventListener",
        },
      ],
      "no-restricted-globals": ["error",
        ...["name", "event", "status", "length", "origin", "top", "parent", "self", "open", "close", "find", "print",
          "stop", "focus", "blur", "scroll"].map(
          (name) => ({ name, message: "most likely a variable that was forgotten; else write window." + name })),
        ...["fetch", "XMLHttpRequest", "WebSocket", "EventSource"].map(
          (name) => ({ name, message: "the page asks nothing of any network" })),
      ],

      "array-callback-return": "error",
      "curly": ["error", "multi-line"],
      "default-case-last": "error",
      "dot-notation": "error",
      "eqeqeq": "error",
      "max-len": ["error", { code: 120 }],
      "max-lines": ["error", 300],
      "no-console": "error",
      "no-else-return": "error",
      "no-implicit-coercion": "error",
      "no-lonely-if": "error",
      "no-loop-func": "error",
      "no-param-reassign": "error",
      "no-promise-executor-return": "error",
      "no-return-assign": "error",
      "no-self-compare": "error",
      "no-sequences": "error",
      "no-throw-literal": "error",
      "no-unneeded-ternary": "error",
      "no-unused-expressions": "error",
      "no-unused-vars": "error",
      "no-useless-concat": "error",
      "no-useless-return": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-object-spread": "error",
      "prefer-rest-params": "error",
      "prefer-spread": "error",
      "quotes": ["error", "double", { avoidEscape: true }],
      "radix": "error",
      "semi": "error",
      "strict": ["error", "safe"],
    },
  },
  { files: ["geo/maps/page/shim.js"], languageOptions: { sourceType: "script" } },
  // One file for whoever translates.
  { files: ["geo/maps/page/strings.js"], rules: { "max-lines": "off" } },
];
