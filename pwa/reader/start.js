// Shows the API's description; see backend/fieldloop/reader.py.
SwaggerUIBundle({ url: '/schema/openapi.json', dom_id: '#reader', deepLinking: true, validatorUrl: null })
