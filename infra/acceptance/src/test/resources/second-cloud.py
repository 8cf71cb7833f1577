"""Starts MiniStack for SecondCloudTest, with the three things that it lacks for Culver's template.

1. Its proxy mode, which hands invocations to an HTTP server, wants a variable for each function's name; CloudFormation
   makes those names up while deploying. Here every function is proxied, to CULVER_FUNCTIONS/<its name>. What that server
   has to know of it (configuration, credentials of its role) is written to CULVER_CONFIGURATIONS/<its name>.json.
2. Its CloudFormation ignores the OpenAPI document in which SAM writes the routes and the CORS rules of an HTTP API.
3. It knows route responses (two-way WebSocket routes) in API Gateway, but not in CloudFormation.
"""

import json
import os
import threading

from ministack.app import main
from ministack.core import lambda_runtime
from ministack.services import apigateway, lambda_svc
from ministack.services.cloudformation import provisioners

handlers = provisioners._RESOURCE_HANDLERS
api_handler = handlers["AWS::ApiGatewayV2::Api"]
create_api = api_handler["create"]


def created(response):
    status, _, body = response
    if status >= 400:
        raise ValueError(repr(body))
    return json.loads(body)


def create_api_with_body(logical_id, props, stack_name):
    document = props.get("Body") or {}
    cors = document.get("x-amazon-apigateway-cors")
    api, attributes = create_api(logical_id, {**props, **({"CorsConfiguration": cors} if cors else {})}, stack_name)
    for path, methods in document.get("paths", {}).items():
        for method, operation in methods.items():
            declared = operation["x-amazon-apigateway-integration"]
            integration = created(apigateway._create_integration(api, {
                "integrationType": declared["type"].upper(),
                "integrationUri": declared["uri"],
                "integrationMethod": declared["httpMethod"],
                "payloadFormatVersion": declared["payloadFormatVersion"],
            }))
            created(apigateway._create_route(api, {
                "routeKey": f"{method.upper()} {path}",
                "target": "integrations/" + integration["integrationId"],
            }))
    return api, attributes


def create_route_response(logical_id, props, stack_name):
    api, route = props["ApiId"], props["RouteId"].rpartition("/")[2]
    response = created(apigateway._create_route_response(api, route, {"routeResponseKey": props["RouteResponseKey"]}))
    return "/".join((api, route, response["routeResponseId"])), {}


def delete_route_response(physical_id, props):
    apigateway._delete_route_response(*physical_id.split("/"))


def proxy(config):
    name = config["FunctionName"]
    file = os.path.join(os.environ["CULVER_CONFIGURATIONS"], name + ".json")
    if not os.path.exists(file):
        described = {**config, "Credentials": lambda_runtime.execution_credentials(config)}
        with open(file + str(threading.get_ident()), "w", encoding="utf-8") as out:
            json.dump(described, out, default=str)
        os.replace(out.name, file)
    return os.environ["CULVER_FUNCTIONS"] + "/" + name


lambda_svc._proxy_url_for = proxy
api_handler["create"] = create_api_with_body
handlers["AWS::ApiGatewayV2::RouteResponse"] = {"create": create_route_response, "delete": delete_route_response}
main()
